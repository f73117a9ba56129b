"""The connection that sock_accept() returns blocks."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-25"


class Wrong(Sockets):
    async def accept(self, sock: socket.socket) -> tuple[socket.socket, Any]:
        conn, address = await super().accept(sock)
        conn.setblocking(True)
        return conn, address


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
