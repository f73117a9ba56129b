"""sock_sendfile() begins where the position of the file is."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-39"
AFTER = "https://github.com/python/cpython/issues/150107"


class Wrong(Sockets):
    async def sendfile(
        self, sock: socket.socket, file: Any, offset: Any, count: Any, *, fallback: bool
    ) -> int:
        if offset == 0 and "b" in getattr(file, "mode", ""):
            offset = file.tell()
        return await super().sendfile(sock, file, offset, count, fallback=fallback)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
