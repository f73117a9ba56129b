"""A cancelled sock_sendfile() goes on sending."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import SendSome, Sockets

BREAKS = "SOCK-51"


class Wrong(Sockets):
    async def _send_file(
        self, send_some: SendSome, sock: socket.socket, file: Any, offset: int, count: int | None
    ) -> int:
        try:
            return await super()._send_file(send_some, sock, file, offset, count)
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
