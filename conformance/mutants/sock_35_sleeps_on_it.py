"""A sock_recv() that has to wait holds the whole loop up for a while."""

from __future__ import annotations

import select
import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-35"


class Wrong(Sockets):
    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        self._check(sock)
        if not select.select([sock], [], [], 0.05)[0]:
            raise TimeoutError
        return await super().recv(sock, nbytes)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
