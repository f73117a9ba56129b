"""A task that awaits itself waits for ever."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-25"


class Lonely(Task[Any]):
    def _yielded(self, result: Any) -> None:
        if result is self:
            self._fut_waiter = result
        else:
            super()._yielded(result)


class Mutant(ReferenceLoop):
    task_type = Lonely


new_event_loop = Mutant
