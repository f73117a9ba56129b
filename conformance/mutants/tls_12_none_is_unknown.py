"""Where nothing is compressed, compression gives the default."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-12"


class Wrong(TlsTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        answer = super().get_extra_info(name, default)
        return default if name == "compression" and answer is None else answer


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
