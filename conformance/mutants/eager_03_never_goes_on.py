"""A task that waits in its eager step is never woken."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "EAGER-03"


class Lost(Task[Any]):
    _eager = False

    def _start_eagerly(self) -> None:
        self._eager = True
        super()._start_eagerly()

    def _wait_for(self, future: Any) -> None:
        if self._eager:
            self._fut_waiter = future
        else:
            super()._wait_for(future)


class Mutant(ReferenceLoop):
    task_type = Lost


new_event_loop = Mutant
