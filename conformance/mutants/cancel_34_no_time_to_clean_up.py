"""A cancelled coroutine is closed at the fourth turn that it lets go by in its clean-up."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "CANCEL-34"


class Abrupt(Task[Any]):
    _late = 0

    def _yielded(self, result: Any) -> None:
        self._late += self.cancelling() > 0 and result is None
        if self._late > 3:
            self._coroutine = None
            Future[Any].cancel(self)
        else:
            super()._yielded(result)


class Mutant(ReferenceLoop):
    task_type = Abrupt


new_event_loop = Mutant
