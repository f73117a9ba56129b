"""A task that lets the others go first is put in front of them."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-19"


class Pushy(Task[Any]):
    def _yielded(self, result: Any) -> None:
        if result is None:
            loop: Any = self._core
            loop._ready.appendleft(self)
        else:
            super()._yielded(result)


class Mutant(ReferenceLoop):
    task_type = Pushy


new_event_loop = Mutant
