"""cancelling() tells whether there are requests, not how many."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-08"


class Binary(Task[Any]):
    def cancelling(self) -> int:
        return min(1, super().cancelling())


class Mutant(ReferenceLoop):
    task_type = Binary


new_event_loop = Mutant
