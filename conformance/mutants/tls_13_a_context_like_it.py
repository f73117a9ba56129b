"""sslcontext is a context, but not the one that was given."""

from __future__ import annotations

from ssl import SSLContext
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-13"


class Wrong(TlsTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        answer = super().get_extra_info(name, default)
        return SSLContext(answer.protocol) if name == "sslcontext" else answer


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
