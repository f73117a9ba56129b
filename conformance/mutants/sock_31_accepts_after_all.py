"""A waiting sock_accept() that was cancelled accepts who comes next, and drops the connection."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-31"


class Wrong(Sockets):
    async def accept(self, sock: socket.socket) -> tuple[socket.socket, Any]:
        try:
            return await super().accept(sock)
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_soon(self._drop, sock, 3)
            raise

    def _drop(self, sock: socket.socket, turns: int) -> None:
        with contextlib.suppress(OSError):
            sock.accept()[0].close()
        if turns:
            asyncio.get_running_loop().call_soon(self._drop, sock, turns - 1)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
