"""When an operation is cancelled, its watch on the socket is forgotten to be removed."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-32"
AFTER = "https://github.com/python/cpython/issues/85489"


class Wrong(Sockets):
    async def _ready(self, sock: socket.socket, interest: int) -> None:
        fd, ready = sock.fileno(), self._loop.create_future()

        def wake() -> None:
            if not ready.done():
                ready.set_result(None)

        handle = self._loop._watch(fd, interest, wake, ())
        await ready
        if not handle.cancelled():
            self._loop._unwatch(fd, interest)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
