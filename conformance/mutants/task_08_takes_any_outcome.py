"""Whoever likes may set the result of a task."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-08"


class Open(Task[Any]):
    def set_result(self, result: Any, /) -> Any:
        Future[Any].set_result(self, result)


class Mutant(ReferenceLoop):
    task_type = Open


new_event_loop = Mutant
