"""A task is woken by the first future that it waits for, and by no other."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-18"


class Tired(Task[Any]):
    _woken = False

    def _wait_for(self, future: Any) -> None:
        super()._wait_for(future)
        if self._woken:
            future._waiting.clear()
        self._woken = True


class Mutant(ReferenceLoop):
    task_type = Tired


new_event_loop = Mutant
