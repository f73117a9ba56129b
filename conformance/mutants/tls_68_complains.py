"""A server reports each handshake that fails."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Guest, Server
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-68"


class Wrong(Server):
    def _on_lost(self, transport: Guest) -> None:
        super()._on_lost(transport)
        if isinstance(transport, TlsTransport) and transport._told is NEW:
            self._host.call_exception_handler({"message": "a client failed", "exception": transport._error})


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
