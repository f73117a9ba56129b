"""The loop does not keep a server that nobody refers to."""

from __future__ import annotations

import socket
import weakref

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-57"


class Wrong(Server):
    def _look_at(self, sock: socket.socket) -> None:
        serve = weakref.WeakMethod(self._on_clients)

        def look() -> None:
            if (alive := serve()) is not None:
                alive(sock)

        self._host.add_reader(sock.fileno(), look)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
