"""sock_recv() raises EOFError at the end of the stream."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-03"


class Wrong(Sockets):
    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        if data := await super().recv(sock, nbytes):
            return data
        raise EOFError


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
