"""The eager factory makes tasks that begin later."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.seams import register_task
from reference_loop.tasks import Task

BREAKS = "EAGER-01"


class Lazy(Task[Any]):
    def _start_eagerly(self) -> None:
        self._core._enqueue(self)
        register_task(self)


class Mutant(ReferenceLoop):
    task_type = Lazy


new_event_loop = Mutant
