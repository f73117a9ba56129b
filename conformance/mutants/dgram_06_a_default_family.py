"""An endpoint that was told nothing is of IPv4."""

from __future__ import annotations

import socket
from dataclasses import replace

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-06"


class Wrong(Endpoints):
    async def _places(self, wish: Wish) -> list[Place]:
        if not (wish.local_addr or wish.remote_addr or wish.family):
            wish = replace(wish, family=socket.AF_INET)
        return await super()._places(wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
