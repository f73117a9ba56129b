"""A host alone is an address: any port will do."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Address, Endpoints, Wish

BREAKS = "DGRAM-19"


class Wrong(Endpoints):
    async def _resolved(self, address: Address, wish: Wish) -> dict[tuple[int, int], Address]:
        return await super()._resolved((address, 0) if isinstance(address, str) else address, wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
