"""sock_recvfrom() passes over empty datagrams."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-21"


class Wrong(Sockets):
    async def recvfrom(self, sock: socket.socket, bufsize: int) -> tuple[bytes, Any]:
        while True:
            data, sender = await super().recvfrom(sock, bufsize)
            if data:
                return data, sender


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
