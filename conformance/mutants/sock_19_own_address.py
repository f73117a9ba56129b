"""sock_accept() gives the address of its own end."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-19"


class Wrong(Sockets):
    async def accept(self, sock: socket.socket) -> tuple[socket.socket, Any]:
        conn, _ = await super().accept(sock)
        return conn, (*conn.getsockname()[:1], 0)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
