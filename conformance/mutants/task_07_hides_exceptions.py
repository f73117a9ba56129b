"""exception() of a failed task is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-07"


class Rosy(Task[Any]):
    def exception(self) -> BaseException | None:
        super().exception()
        return None


class Mutant(ReferenceLoop):
    task_type = Rosy


new_event_loop = Mutant
