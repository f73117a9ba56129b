"""sock_connect() takes numeric addresses only."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-14"


class Wrong(Sockets):
    async def _resolved(self, sock: socket.socket, address: Any) -> Any:
        try:
            socket.inet_pton(sock.family, address[0])
        except OSError:
            raise socket.gaierror("not a number") from None
        return address


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
