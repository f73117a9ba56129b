"""A task says that it is done as soon as what its coroutine waits for is."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-03"


class Hasty(Task[Any]):
    def done(self) -> bool:
        waiter = self._fut_waiter
        return super().done() or (waiter is not None and waiter.done())


class Mutant(ReferenceLoop):
    task_type = Hasty


new_event_loop = Mutant
