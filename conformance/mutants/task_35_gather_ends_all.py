"""When one awaitable of gather() fails, the others are cancelled."""

from __future__ import annotations

from typing import Any, ClassVar
from weakref import WeakSet

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-35"


class Severe(Future[Any]):
    _gathered: ClassVar[WeakSet[Any]] = WeakSet()

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        if getattr(fn, "__qualname__", "") == "gather.<locals>._done_callback":
            self._gathered.add(self)
        super().add_done_callback(fn, context=context)

    def _hand_over(self) -> None:
        super()._hand_over()
        if self in self._gathered and self._error is not None:
            for other in list(self._gathered):
                other.cancel()


class SevereTask(Severe, Task[Any]):
    """The same, for tasks."""


class Mutant(ReferenceLoop):
    future_type = Severe
    task_type = SevereTask


new_event_loop = Mutant
