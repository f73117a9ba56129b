"""While the loop runs, a task that has refused to end and waits again says that it is done."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-10"


class Ashamed(Task[Any]):
    _heard = False

    def _what_to_throw(self) -> BaseException | None:
        error = super()._what_to_throw()
        self._heard = self._heard or isinstance(error, asyncio.CancelledError)
        return error

    def done(self) -> bool:
        waits = self._heard and self._fut_waiter is not None and self._core.is_running()
        return super().done() or (waits and self.cancelling() > 0)


class Mutant(ReferenceLoop):
    task_type = Ashamed


new_event_loop = Mutant
