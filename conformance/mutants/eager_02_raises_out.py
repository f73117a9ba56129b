"""What a coroutine raises in its eager step leaves create_task()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "EAGER-02"


class Leaky(Task[Any]):
    def _start_eagerly(self) -> None:
        super()._start_eagerly()
        if self._error is not None:
            raise self._error


class Mutant(ReferenceLoop):
    task_type = Leaky


new_event_loop = Mutant
