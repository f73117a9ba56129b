"""sock_sendfile() never reads a file itself."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-45"


class Wrong(Sockets):
    async def sendfile(
        self, sock: socket.socket, file: Any, offset: int, count: int | None, *, fallback: bool
    ) -> int:
        return await super().sendfile(sock, file, offset, count, fallback=False)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
