"""A third address is tried when the second has failed, never beside it."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.racing import Race

BREAKS = "CONN-16"


class Wrong(Race[Any]):
    async def _winner(self, awaited: Any, deadline: Any) -> Any:
        return await super()._winner(awaited, None if len(self._runners) == 2 else deadline)


class Racing(Connecting):
    race_type = Wrong


class Mutant(ReferenceLoop):
    connecting_type = Racing


new_event_loop = Mutant
