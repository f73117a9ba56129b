"""Nobody can read from a task who is told when it is done."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-44"


class Discreet(Task[Any]):
    @property
    def _callbacks(self) -> list[Any]:
        return []


class Mutant(ReferenceLoop):
    task_type = Discreet


new_event_loop = Mutant
