"""Whatever a coroutine raises after a request, its task is cancelled."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CANCELLED
from reference_loop.tasks import Task

BREAKS = "CANCEL-18"


class Deaf(Task[Any]):
    def _step(self, error: BaseException | None) -> None:
        super()._step(error)
        if self._error is not None and self.cancelling():
            self._error, self._phase = None, CANCELLED


class Mutant(ReferenceLoop):
    task_type = Deaf


new_event_loop = Mutant
