"""uncancel() counts below zero."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-09"


class Overdrawn(Task[Any]):
    def uncancel(self) -> int:
        self._cancel_requests -= 1
        return self._cancel_requests


class Mutant(ReferenceLoop):
    task_type = Overdrawn


new_event_loop = Mutant
