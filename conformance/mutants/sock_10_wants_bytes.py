"""sock_sendall() takes bytes only."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-10"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> None:
        if not isinstance(data, bytes):
            raise TypeError("bytes expected")
        await super().sendall(sock, data)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
