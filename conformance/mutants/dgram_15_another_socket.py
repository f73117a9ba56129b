"""The socket that is given is closed, and another of its kind is made."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Wish

BREAKS = "DGRAM-15"


class Wrong(Endpoints):
    async def adopt(self, factory: Any, sock: socket.socket, wish: Wish) -> tuple[Any, Any]:
        if sock.type == socket.SOCK_STREAM:
            return await super().adopt(factory, sock, wish)
        sock.close()
        return await super().adopt(factory, socket.socket(socket.AF_INET, socket.SOCK_DGRAM), wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
