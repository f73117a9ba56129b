"""While the loop runs, a task that was asked to end is not asked again: the request is only counted."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-17"


class Once(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        if self.done() or not self.cancelling() or not self._core.is_running():
            return super().cancel(msg)
        self._cancel_requests += 1
        return True


class Mutant(ReferenceLoop):
    task_type = Once


new_event_loop = Mutant
