"""A task that was asked to end is cancelled, whatever its coroutine returns."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-04"


class Strict(Task[Any]):
    def _returned(self, value: Any) -> None:
        self._must_cancel = self._must_cancel or self.cancelling() > 0
        super()._returned(value)


class Mutant(ReferenceLoop):
    task_type = Strict


new_event_loop = Mutant
