"""remove_done_callback() of a task counts every addition, and takes one back."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-43"


class Counting(Task[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        found = [entry for entry in self._waiting if entry[1] is not None and entry[0] == fn]
        for entry in found[:1]:
            self._waiting.remove(entry)
        return len(found)


class Mutant(ReferenceLoop):
    task_type = Counting


new_event_loop = Mutant
