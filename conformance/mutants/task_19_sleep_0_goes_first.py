"""The first time that a task lets the others go first, it is put in front of them."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-19"


class Pushy(Task[Any]):
    _pushed = False

    def _yielded(self, result: Any) -> None:
        if result is None and not self._pushed:
            self._pushed = True
            loop: Any = self._core
            loop._ready.appendleft(self)
        else:
            super()._yielded(result)


class Mutant(ReferenceLoop):
    task_type = Pushy


new_event_loop = Mutant
