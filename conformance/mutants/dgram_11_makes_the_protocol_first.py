"""The factory is called before the address is had."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.endpoints import Endpoints, Wish

BREAKS = "DGRAM-11"


class Wrong(Endpoints):
    async def open(self, factory: Any, wish: Wish) -> tuple[Any, Any]:
        protocol = factory()
        return await super().open(lambda: protocol, wish)


class Mutant(ReferenceLoop):
    endpoints_type = Wrong


new_event_loop = Mutant
