"""After a factory has raised, nobody is accepted, as in uvloop."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-65"


class Wrong(Server):
    def _admit(self, client: socket.socket) -> None:
        super()._admit(client)
        if client.fileno() == -1:
            for sock in self._listening:
                self._host.remove_reader(sock.fileno())


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
