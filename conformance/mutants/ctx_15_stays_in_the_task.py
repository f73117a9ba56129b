"""Done callbacks of a task without a context run in that of the task."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CTX-15"


class Possessive(Task[Any]):
    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        super().add_done_callback(fn, context=context or self.get_context())


class Mutant(ReferenceLoop):
    task_type = Possessive


new_event_loop = Mutant
