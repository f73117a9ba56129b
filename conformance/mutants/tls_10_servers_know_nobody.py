"""On the server's side, peercert is empty."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-10"


class Wrong(TlsTransport):
    def get_extra_info(self, name: str, default: Any = None) -> Any:
        if name == "peercert" and self._terms.server_side:
            return {}
        return super().get_extra_info(name, default)


class Mutant(ReferenceLoop):
    tls_type = Wrong


new_event_loop = Mutant
