"""A task that was asked to cancel ends cancelled, though its coroutine returned."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "RUN-22"


class Final(Task[Any]):
    def _returned(self, value: Any) -> None:
        if self.cancelling():
            Future[Any].cancel(self)
        else:
            super()._returned(value)


class Mutant(ReferenceLoop):
    task_type = Final


new_event_loop = Mutant
