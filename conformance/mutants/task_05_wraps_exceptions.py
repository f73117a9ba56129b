"""Outside the running loop, result() raises a RuntimeError caused by what the coroutine raised."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-05"


class Wrapping(Task[Any]):
    def result(self) -> Any:
        if self._core.is_running() or not self.done():
            return super().result()
        try:
            return super().result()
        except Exception as error:
            raise RuntimeError("the task failed") from error


class Mutant(ReferenceLoop):
    task_type = Wrapping


new_event_loop = Mutant
