"""Done callbacks are given the future and the loop."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-14"


class Generous(Future[Any]):
    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []
        for who, context in waiting:
            if context is None:
                self._core._enqueue(who)
            else:
                self._core.call_soon(who, self, self._core, context=context)


class Mutant(ReferenceLoop):
    future_type = Generous


new_event_loop = Mutant
