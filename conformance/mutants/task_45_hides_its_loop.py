"""A task has no loop where libraries look for it."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-45"


class Homeless(Task[Any]):
    _loop: Any = None


class Mutant(ReferenceLoop):
    task_type = Homeless


new_event_loop = Mutant
