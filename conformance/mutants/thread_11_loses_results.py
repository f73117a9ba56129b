"""A task forgets what its coroutine returns."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "THREAD-11"


class Forgetful(Task[Any]):
    def _returned(self, value: Any) -> None:
        super()._returned(None)


class Mutant(ReferenceLoop):
    task_type = Forgetful


new_event_loop = Mutant
