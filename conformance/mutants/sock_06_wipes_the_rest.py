"""sock_recv_into() a part of a buffer clears the rest of it."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.sockets import Sockets

BREAKS = "SOCK-06"


class Wrong(Sockets):
    async def recv_into(self, sock: socket.socket, buffer: Any) -> int:
        count = await super().recv_into(sock, buffer)
        whole: Any = getattr(buffer, "obj", buffer)
        if whole is not buffer:
            kept = bytes(buffer)
            whole[:] = bytes(len(whole))
            buffer[:] = kept
        return count


class Mutant(ReferenceLoop):
    sockets_type = Wrong


new_event_loop = Mutant
