"""After a handshake that failed, a server accepts nobody."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.servers import Guest, Server
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-67"


class Wrong(Server):
    def _on_lost(self, transport: Guest) -> None:
        super()._on_lost(transport)
        if isinstance(transport, TlsTransport) and transport._told is NEW:
            for sock in self._listening:
                self._host.remove_reader(sock.fileno())


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
