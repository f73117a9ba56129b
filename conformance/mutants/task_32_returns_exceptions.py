"""await on a failed task returns the exception."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-32"


class Mild(Task[Any]):
    def __await__(self) -> Generator[Any, None, Any]:
        try:
            return (yield from super().__await__())
        except Exception as error:
            return error


class Mutant(ReferenceLoop):
    task_type = Mild


new_event_loop = Mutant
