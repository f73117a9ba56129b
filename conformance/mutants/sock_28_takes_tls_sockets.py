"""The sock_* methods take an SSLSocket."""

from __future__ import annotations

import socket
import ssl

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-28"


class Wrong(Sockets):
    def _check(self, sock: socket.socket) -> None:
        if not isinstance(sock, ssl.SSLSocket):
            super()._check(sock)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
