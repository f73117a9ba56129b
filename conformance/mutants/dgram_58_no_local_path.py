"""A path to be bound to is ignored when there is one to be connected to."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-58"


class Wrong(Endpoints):
    async def _places(self, wish: Wish) -> list[Place]:
        places = await super()._places(wish)
        both = wish.family == socket.AF_UNIX and wish.remote_addr
        return [place._replace(local=None) if both else place for place in places]


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
