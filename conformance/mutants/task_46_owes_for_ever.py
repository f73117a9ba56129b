"""A task that was cancelled says for ever that it is about to be."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-46"


class Owing(Task[Any]):
    _owed = False

    @property
    def _must_cancel(self) -> bool:
        return self._owed or self.cancelled()

    @_must_cancel.setter
    def _must_cancel(self, value: bool) -> None:
        self._owed = value


class Mutant(ReferenceLoop):
    task_type = Owing


new_event_loop = Mutant
