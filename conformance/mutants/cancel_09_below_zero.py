"""uncancel() of a task without requests says that -1 remain."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-09"


class Overdrawn(Task[Any]):
    def uncancel(self) -> int:
        return super().uncancel() if self.cancelling() else -1


class Mutant(ReferenceLoop):
    task_type = Overdrawn


new_event_loop = Mutant
