"""A task that was cancelled is cancelled again at each await of its cleanup."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "RUN-14"


class Merciless(Task[Any]):
    def _yielded(self, result: Any) -> None:
        super()._yielded(result)
        if self.cancelling():
            self._must_cancel = True


class Mutant(ReferenceLoop):
    task_type = Merciless


new_event_loop = Mutant
