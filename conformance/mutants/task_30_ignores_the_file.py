"""print_stack() ignores the file that it is given."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-30"


class Loud(Task[Any]):
    def print_stack(self, *, limit: int | None = None, file: Any = None) -> None:
        super().print_stack(limit=limit)


class Mutant(ReferenceLoop):
    task_type = Loud


new_event_loop = Mutant
