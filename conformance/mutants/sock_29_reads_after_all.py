"""A waiting sock_recv() that was cancelled reads what comes next, and drops it."""

from __future__ import annotations

import asyncio
import contextlib
import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-29"


class Wrong(Sockets):
    async def recv(self, sock: socket.socket, nbytes: int) -> bytes:
        try:
            return await super().recv(sock, nbytes)
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_soon(self._drop, sock, 3)
            raise

    def _drop(self, sock: socket.socket, turns: int) -> None:
        with contextlib.suppress(OSError):
            sock.recv(100)
        if turns:
            asyncio.get_running_loop().call_soon(self._drop, sock, turns - 1)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
