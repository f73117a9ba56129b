"""A cancelled coroutine is closed at the first await of its clean-up."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "CANCEL-34"


class Abrupt(Task[Any]):
    def _yielded(self, result: Any) -> None:
        if self.cancelling() and result is None:
            self._coroutine = None
            Future[Any].cancel(self)
        else:
            super()._yielded(result)


class Mutant(ReferenceLoop):
    task_type = Abrupt


new_event_loop = Mutant
