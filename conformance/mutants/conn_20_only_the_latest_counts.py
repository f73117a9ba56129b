"""An attempt that others have followed cannot win any more."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.connecting import Connecting
from reference_loop.racing import Race

BREAKS = "CONN-20"


class Wrong(Race[Any]):
    async def _winner(self, awaited: Any, deadline: Any) -> Any:
        everybody = self._runners
        self._runners = everybody[-1:]
        try:
            return await super()._winner(self._runners, deadline)
        finally:
            self._runners = everybody


class Racing(Connecting):
    race_type = Wrong


class Mutant(ReferenceLoop):
    connecting_type = Racing


new_event_loop = Mutant
