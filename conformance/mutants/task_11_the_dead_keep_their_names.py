"""set_name() of a task that is done does nothing."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-11"


class Final(Task[Any]):
    def set_name(self, value: object, /) -> None:
        if not self.done():
            super().set_name(value)


class Mutant(ReferenceLoop):
    task_type = Final


new_event_loop = Mutant
