"""A server accepts nobody while a client is in its handshake."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server
from reference_loop.states import NEW
from reference_loop.transports.tls import TlsTransport

BREAKS = "TLS-76"


class Wrong(Server):
    def _on_clients(self, sock: socket.socket) -> None:
        if not any(isinstance(one, TlsTransport) and one._told is NEW for one in self._transports):
            client, _ = sock.accept()
            self._admit(client)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
