"""When there are descriptors again, who waited is turned away."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-67"


class Wrong(Server):
    tired = False

    def _pause(self, sock: socket.socket, error: OSError) -> None:
        self.tired = True
        super()._pause(sock, error)

    def _look_at(self, sock: socket.socket) -> None:
        if self.tired:
            self.tired = False
            sock.accept()[0].close()
        super()._look_at(sock)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
