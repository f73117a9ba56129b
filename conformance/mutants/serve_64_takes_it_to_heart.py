"""A client that is gone before it is accepted ends the service."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-64"


class Wrong(Server):
    def _admit(self, client: socket.socket) -> None:
        try:
            client.getpeername()
        except OSError:
            client.close()
            self.close()
        else:
            super()._admit(client)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
