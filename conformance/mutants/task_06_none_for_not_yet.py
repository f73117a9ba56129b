"""Outside the running loop, result() of a task that is not done is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-06"


class Hasty(Task[Any]):
    def result(self) -> Any:
        return super().result() if self.done() or self._core.is_running() else None


class Mutant(ReferenceLoop):
    task_type = Hasty


new_event_loop = Mutant
