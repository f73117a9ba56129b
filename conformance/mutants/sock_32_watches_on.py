"""When an operation is cancelled, its watch on the socket is forgotten to be removed."""

from __future__ import annotations

import asyncio
import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-32"
AFTER = "https://github.com/python/cpython/issues/85489"


class Wrong(Sockets):
    async def _ready(self, sock: socket.socket, interest: int) -> None:
        try:
            await super()._ready(sock, interest)
        except asyncio.CancelledError:
            self._loop._watch(sock.fileno(), interest, int, ())
            raise


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
