"""get_coro() of a done task is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-13"


class Dropping(Task[Any]):
    def get_coro(self) -> Any:
        return None if self.done() else super().get_coro()


class Mutant(ReferenceLoop):
    task_type = Dropping


new_event_loop = Mutant
