"""A task that is done keeps its name, whatever set_name() is told."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-11"


class Final(Task[Any]):
    def set_name(self, value: object, /) -> None:
        if not self.done():
            super().set_name(value)


class Mutant(ReferenceLoop):
    task_type = Final


new_event_loop = Mutant
