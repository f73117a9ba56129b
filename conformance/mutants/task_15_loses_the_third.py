"""The third done callback of a task is never called."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-15"


class Losing(Task[Any]):
    def _hand_over(self) -> None:
        callbacks = [place for place, (_, context) in enumerate(self._waiting) if context is not None]
        for third in callbacks[2:3]:
            del self._waiting[third]
        super()._hand_over()


class Mutant(ReferenceLoop):
    task_type = Losing


new_event_loop = Mutant
