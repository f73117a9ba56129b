"""A short cut for gather() fills its list with results as they come."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-34"


class Arrivals(Future[Any]):
    _arrived: ClassVar[list[Any]] = []

    def _hand_over(self) -> None:
        if any(
            getattr(who, "__qualname__", "") == "gather.<locals>._done_callback" for who, _ in self._waiting
        ):
            self._arrived.append(self._value)
        super()._hand_over()

    def result(self) -> Any:
        if sys._getframe(1).f_code.co_qualname == "gather.<locals>._done_callback":
            return self._arrived.pop(0)
        return super().result()


class ArrivalsTask(Arrivals, Task[Any]):
    """The same, for tasks."""


class Mutant(ReferenceLoop):
    future_type = Arrivals
    task_type = ArrivalsTask


new_event_loop = Mutant
