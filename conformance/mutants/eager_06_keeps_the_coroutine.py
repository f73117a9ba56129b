"""A task that finished in its eager step keeps its coroutine."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "EAGER-06"


class Clinging(Task[Any]):
    def _start_eagerly(self) -> None:
        coroutine = self._coroutine
        super()._start_eagerly()
        self._coroutine = coroutine


class Mutant(ReferenceLoop):
    task_type = Clinging


new_event_loop = Mutant
