"""After a pause without descriptors, the server accepts who waits, and nobody else."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-66"


class Wrong(Server):
    tired = False

    def _pause(self, sock: socket.socket, error: OSError) -> None:
        self.tired = True
        super()._pause(sock, error)

    def _on_clients(self, sock: socket.socket) -> None:
        super()._on_clients(sock)
        if self.tired:
            self._host.remove_reader(sock.fileno())


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
