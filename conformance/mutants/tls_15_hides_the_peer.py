"""peername is not known of a secured connection."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-15"


class Wrong(TlsTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        return default if name == "peername" else super().get_extra_info(name, default)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
