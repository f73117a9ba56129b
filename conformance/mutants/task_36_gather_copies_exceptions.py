"""gather(return_exceptions=True) gets copies of the exceptions."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "TASK-36"


class Copying(Future[Any]):
    def exception(self) -> BaseException | None:
        error = super().exception()
        if error is not None and sys._getframe(1).f_code.co_qualname == "gather.<locals>._done_callback":
            return type(error)(*error.args)
        return error


class CopyingTask(Copying, Task[Any]):
    """The same, for tasks."""


class Mutant(ReferenceLoop):
    future_type = Copying
    task_type = CopyingTask


new_event_loop = Mutant
