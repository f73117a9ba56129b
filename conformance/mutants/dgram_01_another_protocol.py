"""create_datagram_endpoint() returns a protocol that is not the factory's."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Wish

BREAKS = "DGRAM-01"


class Wrong(Endpoints):
    async def open(self, factory: Any, wish: Wish) -> tuple[Any, Any]:
        transport, _ = await super().open(factory, wish)
        return transport, asyncio.DatagramProtocol()


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
