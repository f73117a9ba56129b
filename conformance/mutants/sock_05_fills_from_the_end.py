"""sock_recv_into() writes to the end of the buffer."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-05"


class Wrong(Sockets):
    async def recv_into(self, sock: socket.socket, buffer: Any) -> int:
        data = await super().recv(sock, len(buffer))
        buffer[len(buffer) - len(data) :] = data
        return len(data)


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
