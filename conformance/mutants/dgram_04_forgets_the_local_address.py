"""A connected endpoint is not bound."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-04"


class Wrong(Endpoints):
    async def _places(self, wish: Wish) -> list[Place]:
        places = await super()._places(wish)
        return [place._replace(local=None) if place.remote else place for place in places]


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
