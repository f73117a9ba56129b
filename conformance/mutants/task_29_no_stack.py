"""get_stack() of a suspended task is empty."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-29"


class Flat(Task[Any]):
    def get_stack(self, *, limit: int | None = None) -> Any:
        return super().get_stack(limit=limit) if self.done() else []


class Mutant(ReferenceLoop):
    task_type = Flat


new_event_loop = Mutant
