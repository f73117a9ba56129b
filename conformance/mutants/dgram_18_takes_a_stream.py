"""A stream is taken for a socket of datagrams."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Wish

BREAKS = "DGRAM-18"


class Wrong(Endpoints):
    async def adopt(self, factory: Any, sock: socket.socket, wish: Wish) -> tuple[Any, Any]:
        if sock.type == socket.SOCK_STREAM:
            return await self._hand_over(factory, sock, None)
        return await super().adopt(factory, sock, wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
