"""With a socket, other options are ignored."""

from __future__ import annotations

import socket
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Wish

BREAKS = "DGRAM-17"


class Wrong(Endpoints):
    async def adopt(self, factory: Any, sock: socket.socket, wish: Wish) -> tuple[Any, Any]:
        return await super().adopt(factory, sock, Wish(None, None, 0, 0, 0, None, None))


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
