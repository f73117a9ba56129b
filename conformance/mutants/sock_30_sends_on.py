"""A cancelled sock_sendall() goes on sending."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import WRITABLE
from reference_loop.sockets import Sockets

BREAKS = "SOCK-30"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        self._check(sock)
        view, sent = memoryview(data), 0
        try:
            while sent < len(view):
                sent += await self._when(WRITABLE, sock, sock.send, view[sent : sent + 1000])
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_soon(self._go_on, sock, view[sent:], 8)
            raise

    def _go_on(self, sock: socket.socket, rest: memoryview, turns: int) -> None:
        with contextlib.suppress(OSError):
            rest = rest[sock.send(rest[:1000]) :]
        if turns:
            asyncio.get_running_loop().call_soon(self._go_on, sock, rest, turns - 1)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
