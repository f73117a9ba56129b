"""Who awaits a cancelled task gets a CancelledError without the message."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-07"
AFTER = "https://github.com/python/cpython/pull/31383"


class Discreet(Task[Any]):
    def _failure(self) -> BaseException | None:
        return asyncio.CancelledError() if self.cancelled() else super()._failure()


class Mutant(ReferenceLoop):
    task_type = Discreet


new_event_loop = Mutant
