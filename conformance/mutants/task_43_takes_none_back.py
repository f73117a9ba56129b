"""remove_done_callback() of a task counts, and takes nothing back."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-43"


class Counting(Task[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        return sum(context is not None and who == fn for who, context in self._waiting)


class Mutant(ReferenceLoop):
    task_type = Counting


new_event_loop = Mutant
