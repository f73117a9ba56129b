"""Names are looked up one after the other."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "NAME-03"


class Mutant(ReferenceLoop):
    def __init__(self) -> None:
        super().__init__()
        self._one = asyncio.Lock()

    async def getaddrinfo(self, host: Any, port: Any, **hints: Any) -> Any:
        async with self._one:
            return await super().getaddrinfo(host, port, **hints)


new_event_loop = Mutant
