"""One sock_recv() waits at a time: others begin when it has ended."""

from __future__ import annotations

import asyncio
import socket

from reference_loop import ReferenceLoop
from reference_loop.contracts import Watcher
from reference_loop.sockets import Sockets

BREAKS = "SOCK-35"


class Wrong(Sockets):
    def __init__(self, loop: Watcher) -> None:
        super().__init__(loop)
        self._lock = asyncio.Lock()

    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        async with self._lock:
            return await super().recv(sock, nbytes)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
