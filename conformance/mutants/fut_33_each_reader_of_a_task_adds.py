"""Each result() of a failed task lengthens the traceback of its exception."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "FUT-33"
AFTER = "https://github.com/python/cpython/issues/90082"


class Growing(Task[Any]):
    def _failure(self) -> BaseException | None:
        self._error_trace = self._error.__traceback__ if self._error else None
        return super()._failure()


class Mutant(ReferenceLoop):
    task_type = Growing


new_event_loop = Mutant
