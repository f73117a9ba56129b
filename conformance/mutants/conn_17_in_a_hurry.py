"""The next address is tried after half of the delay."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.racing import Race

BREAKS = "CONN-17"


class Wrong(Race[Any]):
    async def run(self, attempts: Any) -> Any:
        self._delay /= 2
        return await super().run(attempts)


class Racing(Connecting):
    race_type = Wrong


class Mutant(ReferenceLoop):
    connecting_type = Racing


new_event_loop = Mutant
