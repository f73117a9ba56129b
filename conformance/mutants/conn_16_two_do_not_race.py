"""Two addresses are not worth a race."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.racing import Race

BREAKS = "CONN-16"


class Wrong(Race[Any]):
    async def run(self, attempts: Any) -> Any:
        if len(attempts) == 2:
            self._delay = float("inf")
        return await super().run(attempts)


class Racing(Connecting):
    race_type = Wrong


class Mutant(ReferenceLoop):
    connecting_type = Racing


new_event_loop = Mutant
