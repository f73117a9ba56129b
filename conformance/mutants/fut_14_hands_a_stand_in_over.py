"""Done callbacks are given an object that does all the future does and is not the future."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-14"


class StandIn:
    def __init__(self, future: Future[Any]) -> None:
        self._future = future

    def __getattr__(self, name: str) -> Any:
        return getattr(self._future, name)


class Guarded(Future[Any]):
    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []
        for who, context in waiting:
            if context is None:
                self._core._enqueue(who)
            else:
                self._core.call_soon(who, StandIn(self), context=context)


class Mutant(ReferenceLoop):
    future_type = Guarded


new_event_loop = Mutant
