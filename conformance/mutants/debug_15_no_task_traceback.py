"""The report of a lost task does not say where the task was created."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "DEBUG-15"


class Foundling(Task[Any]):
    def __init__(self, coro: Any, **options: Any) -> None:
        super().__init__(coro, **options)
        self._source_traceback = None


class Mutant(ReferenceLoop):
    task_type = Foundling


new_event_loop = Mutant
