"""Done callbacks of a task that returns are called by its last step, while it is still pending."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-15"


class Hasty(Task[Any]):
    def _returned(self, value: Any) -> None:
        told = [(who, context) for who, context in self._waiting if context is not None]
        self._waiting = [one for one in self._waiting if one not in told]
        for who, context in told:
            context.run(who, self)
        super()._returned(value)


class Mutant(ReferenceLoop):
    task_type = Hasty


new_event_loop = Mutant
