"""A task that is about to go on does not hear a request."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-01"


class Deaf(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        accepted = super().cancel(msg)
        if self._fut_waiter is None:
            self._must_cancel = False
        return accepted


class Mutant(ReferenceLoop):
    task_type = Deaf


new_event_loop = Mutant
