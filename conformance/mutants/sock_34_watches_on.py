"""When an operation that waited has ended, the socket is still watched."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-34"


class Wrong(Sockets):
    async def _ready(self, sock: socket.socket, interest: int) -> None:
        await super()._ready(sock, interest)
        self._loop._watch(sock.fileno(), interest, int, ())


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
