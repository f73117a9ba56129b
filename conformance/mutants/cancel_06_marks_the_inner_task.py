"""A request still owed when a task begins to await another marks that one cancelled and never tells it."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "CANCEL-06"
AFTER = "https://github.com/python/cpython/pull/9679"


class Marking(Task[Any]):
    def _wait_for(self, future: Any) -> None:
        owed, self._must_cancel = self._must_cancel, False
        super()._wait_for(future)
        if owed:
            kind: Any = Future if isinstance(future, Future) else asyncio.Future
            kind.cancel(future, self._cancel_message)


class Mutant(ReferenceLoop):
    task_type = Marking


new_event_loop = Mutant
