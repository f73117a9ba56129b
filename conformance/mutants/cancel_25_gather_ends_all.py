"""When one task of gather() is cancelled, so are the others that nobody has asked to end."""

from __future__ import annotations

from typing import Any, ClassVar
from weakref import WeakSet

from reference_loop import ReferenceLoop
from reference_loop.states import CANCELLED
from reference_loop.tasks import Task

BREAKS = "CANCEL-25"


class Loyal(Task[Any]):
    _gathered: ClassVar[WeakSet[Any]] = WeakSet()

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        if getattr(fn, "__qualname__", "") == "gather.<locals>._done_callback":
            self._gathered.add(self)
        super().add_done_callback(fn, context=context)

    def _hand_over(self) -> None:
        super()._hand_over()
        if self in self._gathered and self._phase is CANCELLED:
            for other in [one for one in self._gathered if not one.cancelling()]:
                other.cancel()


class Mutant(ReferenceLoop):
    task_type = Loyal


new_event_loop = Mutant
