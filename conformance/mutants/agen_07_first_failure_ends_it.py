"""The first cleanup that fails ends shutdown_asyncgens()."""

from __future__ import annotations

import asyncio

from reference_loop import ReferenceLoop
from reference_loop.hooks import Hooks

BREAKS = "AGEN-07"


class Fragile(Hooks):
    async def shutdown_asyncgens(self) -> None:
        self._shut_down = True
        await asyncio.gather(*(generator.aclose() for generator in list(self._alive)))


class Mutant(ReferenceLoop):
    hooks_type = Fragile


new_event_loop = Mutant
