"""sock_recv() returns all that is there, however little was asked for."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-02"


class Wrong(Sockets):
    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        return await super().recv(sock, 1 << 16)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
