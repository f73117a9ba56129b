"""Tasks that wait for one future are woken in the reverse order of their waiting."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-32"


class Unfair(Future[Any]):
    def _hand_over(self) -> None:
        tasks = [entry for entry in self._waiting if entry[1] is None]
        self._waiting = [tasks.pop() if entry[1] is None else entry for entry in self._waiting]
        super()._hand_over()


class Mutant(ReferenceLoop):
    future_type = Unfair


new_event_loop = Mutant
