"""cancel() of a task that awaits a task leaves that one alone."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-06"


class Alone(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        waited = self._fut_waiter
        if not isinstance(waited, Task):
            return super().cancel(msg)
        self._fut_waiter = None
        waited._waiting = [entry for entry in waited._waiting if entry[0] is not self]
        self._core._enqueue(self)
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    task_type = Alone


new_event_loop = Mutant
