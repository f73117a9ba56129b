"""sock_sendfile() sends a file in datagrams."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-48"


class Wrong(Sockets):
    async def sendfile(
        self, sock: socket.socket, file: Any, offset: int, count: int | None, *, fallback: bool
    ) -> int:
        if sock.type == socket.SOCK_DGRAM:
            return await self._send_file(self._by_system, sock, file, offset, count)
        return await super().sendfile(sock, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
