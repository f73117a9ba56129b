"""The end of one direction's wait forgets the wait of the other direction."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.contracts import READABLE, WRITABLE
from reference_loop.sockets import Sockets

BREAKS = "SOCK-36"


class Wrong(Sockets):
    async def _ready(self, sock: socket.socket, interest: int) -> None:
        try:
            await super()._ready(sock, interest)
        finally:
            self._loop._unwatch(sock.fileno(), READABLE + WRITABLE - interest)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
