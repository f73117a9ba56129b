"""as_completed() hears of its tasks when all are done, of the last one first."""

from __future__ import annotations

from typing import Any, ClassVar

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-41"


class Late(Task[Any]):
    _asked: ClassVar[list[Any]] = []
    _ended: ClassVar[list[Any]] = []

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        if "completion" in getattr(fn, "__qualname__", ""):
            self._asked.append(self)
        super().add_done_callback(fn, context=context)

    def _hand_over(self) -> None:
        if self not in self._asked:
            super()._hand_over()
            return
        self._ended.append(self)
        if len(self._ended) == len(self._asked):
            for one in reversed(self._ended):
                Future[Any]._hand_over(one)


class Mutant(ReferenceLoop):
    task_type = Late


new_event_loop = Mutant
