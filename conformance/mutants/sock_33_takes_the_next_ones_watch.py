"""The end of a cancelled operation removes the watch of the one that followed it."""

from __future__ import annotations

import asyncio
import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-33"
AFTER = "https://github.com/python/cpython/issues/74250"


class Wrong(Sockets):
    async def _ready(self, sock: socket.socket, interest: int) -> None:
        fd = sock.fileno()
        try:
            await super()._ready(sock, interest)
        except asyncio.CancelledError:
            self._loop._unwatch(fd, interest)
            raise


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
