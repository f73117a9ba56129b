"""wait() hears of each future twice, and so believes that all are done too early."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-37"


class Twice(Future[Any]):
    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        super().add_done_callback(fn, context=context)
        if getattr(fn, "__qualname__", "") == "_wait.<locals>._on_completion":
            super().add_done_callback(fn, context=context)


class TwiceTask(Twice, Task[Any]):
    """The same, for tasks."""


class Mutant(ReferenceLoop):
    future_type = Twice
    task_type = TwiceTask


new_event_loop = Mutant
