"""A task that is cancelled while its own step runs does not hear it, unless it then awaits a task."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-14"


class Deaf(Task[Any]):
    def _wait_for(self, future: Any) -> None:
        self._must_cancel = self._must_cancel and isinstance(future, Task)
        super()._wait_for(future)


class Mutant(ReferenceLoop):
    task_type = Deaf


new_event_loop = Mutant
