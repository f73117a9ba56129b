"""Done callbacks of a task run inside its last step."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-15"


class Impatient(Task[Any]):
    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []
        for who, context in waiting:
            if context is None:
                self._core._enqueue(who)
            else:
                context.run(who, self)


class Mutant(ReferenceLoop):
    task_type = Impatient


new_event_loop = Mutant
