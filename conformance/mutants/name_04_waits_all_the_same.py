"""A task that is cancelled while it looks a name up ends when the resolver does."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-04"


class Mutant(ReferenceLoop):
    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        if hints.get("type"):
            return await super().getaddrinfo(host, port, **hints)
        lookup = self.create_task(super().getaddrinfo(host, port, **hints))
        try:
            return await asyncio.shield(lookup)
        except asyncio.CancelledError:
            await asyncio.wait({lookup})
            lookup.exception()
            raise


new_event_loop = Mutant
