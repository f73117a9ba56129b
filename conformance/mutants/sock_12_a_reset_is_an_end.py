"""sock_recv() takes a reset for the end of the stream."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-12"


class Wrong(Sockets):
    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        try:
            return await super().recv(sock, nbytes)
        except ConnectionResetError:
            return b""


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
