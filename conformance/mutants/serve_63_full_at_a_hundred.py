"""With a hundred connections, the server is full."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-63"


class Wrong(Server):
    def _admit(self, client: socket.socket) -> None:
        if len(self._transports) < 100:
            super()._admit(client)
        else:
            client.close()


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
