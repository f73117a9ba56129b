"""A request made in the last step of a task is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-15"


class Deaf(Task[Any]):
    def _returned(self, value: Any) -> None:
        self._must_cancel = False
        super()._returned(value)


class Mutant(ReferenceLoop):
    task_type = Deaf


new_event_loop = Mutant
