"""A finished task keeps the frame of its coroutine."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-24"


class Clinging(Task[Any]):
    _frame: Any = None

    def _step(self, error: BaseException | None) -> None:
        self._frame = self._coroutine.cr_frame
        super()._step(error)


class Mutant(ReferenceLoop):
    task_type = Clinging


new_event_loop = Mutant
