"""Of an even number of addresses, each has its time, even one that has refused."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.racing import Race

BREAKS = "CONN-18"


class Wrong(Race[Any]):
    slow = False

    async def run(self, attempts: Any) -> Any:
        self.slow = len(attempts) % 2 == 0
        return await super().run(attempts)

    async def _winner(self, awaited: Any, deadline: Any) -> Any:
        winner = await super()._winner(awaited, deadline)
        if winner is None and self.slow and deadline is not None:
            await asyncio.sleep(deadline - self._loop.time())
        return winner


class Racing(Connecting):
    race_type = Wrong


class Mutant(ReferenceLoop):
    connecting_type = Racing


new_event_loop = Mutant
