"""get_stack() of a cancelled task is a frame of the loop's own."""

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-29"


class Showing(Task[Any]):
    def get_stack(self, *, limit: int | None = None) -> Any:
        return [sys._getframe()] if self.cancelled() else super().get_stack(limit=limit)


class Mutant(ReferenceLoop):
    task_type = Showing


new_event_loop = Mutant
