"""A task that was cancelled in its last step and then returns ends with the result: the request is lost."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "CANCEL-15"
AFTER = "https://github.com/python/cpython/issues/74234"


class Deaf(Task[Any]):
    def _returned(self, value: Any) -> None:
        self._must_cancel = False
        Future[Any].set_result(self, value)


class Mutant(ReferenceLoop):
    task_type = Deaf


new_event_loop = Mutant
