"""When the addresses have no family in common, the local one is enough."""

from __future__ import annotations

from dataclasses import replace

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-20"


class Wrong(Endpoints):
    async def _places(self, wish: Wish) -> list[Place]:
        return await super()._places(wish) or await super()._places(replace(wish, remote_addr=None))


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
