"""sock_accept() takes all who wait and keeps the last."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-26"


class Wrong(Sockets):
    async def accept(self, sock: socket.socket) -> tuple[socket.socket, Any]:
        conn, address = await super().accept(sock)
        with contextlib.suppress(BlockingIOError):
            another, address = sock.accept()
            conn.close()
            another.setblocking(False)
            return another, address
        return conn, address


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
