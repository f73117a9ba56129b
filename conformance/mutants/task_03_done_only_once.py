"""done() of a task is True the first time it is asked, and False ever after."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-03"


class Forgetful(Task[Any]):
    _told = False

    def done(self) -> bool:
        told, self._told = self._told, super().done()
        return super().done() and not told


class Mutant(ReferenceLoop):
    task_type = Forgetful


new_event_loop = Mutant
