"""Done callbacks of a task run in the reverse order of adding."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-16"


class Reversed(Task[Any]):
    def _hand_over(self) -> None:
        self._waiting.reverse()
        super()._hand_over()


class Mutant(ReferenceLoop):
    task_type = Reversed


new_event_loop = Mutant
