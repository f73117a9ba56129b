"""cancel() wakes the task with CancelledError and leaves the future that it awaits alone."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-05"


class Leaving(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        waited, self._fut_waiter = self._fut_waiter, None
        accepted = super().cancel(msg)
        if accepted and waited is not None:
            waited._waiting = [entry for entry in waited._waiting if entry[0] is not self]
            self._core._enqueue(self)
        return accepted


class Mutant(ReferenceLoop):
    task_type = Leaving


new_event_loop = Mutant
