"""A task does not tell its loop."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-01"


class Homeless(Task[Any]):
    def get_loop(self) -> Any:
        return None


class Mutant(ReferenceLoop):
    task_type = Homeless


new_event_loop = Mutant
