"""sock_sendfile() takes a count of 0 for all."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-49"


class Wrong(Sockets):
    async def sendfile(
        self, sock: socket.socket, file: Any, offset: int, count: int | None, *, fallback: bool
    ) -> int:
        if count == 0:
            count = None
        return await super().sendfile(sock, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
