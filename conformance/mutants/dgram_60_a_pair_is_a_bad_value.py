"""A pair where a path belongs raises ValueError."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-60"


class Wrong(Endpoints):
    async def _places(self, wish: Wish) -> list[Place]:
        for path in (wish.local_addr, wish.remote_addr):
            if wish.family == socket.AF_UNIX and isinstance(path, tuple):
                raise ValueError("a path was expected")
        return await super()._places(wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
