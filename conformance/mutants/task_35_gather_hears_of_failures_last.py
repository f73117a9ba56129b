"""gather() is told of a failure only when all others are done."""

from __future__ import annotations

from typing import Any, ClassVar
from weakref import WeakSet

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-35"


class Patient(Future[Any]):
    _gathered: ClassVar[WeakSet[Any]] = WeakSet()

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        if getattr(fn, "__qualname__", "") != "gather.<locals>._done_callback":
            super().add_done_callback(fn, context=context)
            return
        self._gathered.add(self)

        def tell(_done: object) -> None:
            self._tell(fn)

        super().add_done_callback(tell, context=context)

    def _tell(self, fn: Any) -> None:
        def again(_done: object) -> None:
            self._tell(fn)

        pending = [one for one in self._gathered if not one.done()]
        if self._error is not None and pending:
            pending[0].add_done_callback(again)
        else:
            fn(self)


class PatientTask(Patient, Task[Any]):
    """The same, for tasks."""


class Mutant(ReferenceLoop):
    future_type = Patient
    task_type = PatientTask


new_event_loop = Mutant
