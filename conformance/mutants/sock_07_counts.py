"""sock_sendall() returns the number of bytes."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-07"


class Wrong(Sockets):
    async def sendall(self, sock: socket.socket, data: Any) -> Any:
        await super().sendall(sock, data)
        return len(data) or None


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
