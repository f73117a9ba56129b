"""The lookup does not hear of the flags."""

from __future__ import annotations

from dataclasses import replace

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Address, Endpoints, Wish

BREAKS = "DGRAM-09"


class Wrong(Endpoints):
    async def _resolved(self, address: Address, wish: Wish) -> dict[tuple[int, int], Address]:
        return await super()._resolved(address, replace(wish, flags=0))


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
