"""A cancelled sock_sendfile() goes on sending."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-51"


class Wrong(Sockets):
    async def _by_system(self, sock: socket.socket, file: Any, position: int, most: int) -> int:
        try:
            return await super()._by_system(sock, file, position, most)
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_soon(self._go_on, sock, 8)
            raise

    def _go_on(self, sock: socket.socket, turns: int) -> None:
        with contextlib.suppress(OSError):
            sock.send(bytes(100))
        if turns:
            asyncio.get_running_loop().call_soon(self._go_on, sock, turns - 1)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
