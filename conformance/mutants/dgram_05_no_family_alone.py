"""An endpoint needs an address."""

from __future__ import annotations

from reference_loop import ReferenceLoop, io_errors
from reference_loop.endpoints import Endpoints, Place, Wish

BREAKS = "DGRAM-05"


class Wrong(Endpoints):
    async def _places(self, wish: Wish) -> list[Place]:
        if not wish.local_addr and not wish.remote_addr:
            raise io_errors.nothing_to_make_a_socket_from()
        return await super()._places(wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
