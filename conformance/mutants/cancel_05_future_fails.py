"""The future that a cancelled task awaits is not cancelled: it fails with CancelledError."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "CANCEL-05"


class Failing(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        waited = self._fut_waiter
        joined = any(context is None for _, context in self._waiting)
        if type(waited) is not Future or waited.done() or joined:
            return super().cancel(msg)
        self._cancel_requests += 1
        waited.set_exception(asyncio.CancelledError() if msg is None else asyncio.CancelledError(msg))
        return True


class Mutant(ReferenceLoop):
    task_type = Failing


new_event_loop = Mutant
