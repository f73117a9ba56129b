"""get_context() returns a copy of the context."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-14"


class Copying(Task[Any]):
    def get_context(self) -> Any:
        return super().get_context().copy()


class Mutant(ReferenceLoop):
    task_type = Copying


new_event_loop = Mutant
