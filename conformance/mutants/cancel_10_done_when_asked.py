"""A task that was asked to end says that it is done."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-10"


class Hasty(Task[Any]):
    def done(self) -> bool:
        return super().done() or self._cancel_requests > 0


class Mutant(ReferenceLoop):
    task_type = Hasty


new_event_loop = Mutant
