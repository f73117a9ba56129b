"""Of several sockets of one family, only the first is looked at."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.servers import Server

BREAKS = "SERVE-04"


class Wrong(Server):
    def _look_at(self, sock: socket.socket) -> None:
        first = next(one for one in self._listening if one.family == sock.family)
        if sock is first:
            super()._look_at(sock)


class Mutant(ReferenceLoop):
    server_type = Wrong


new_event_loop = Mutant
