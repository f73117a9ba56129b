"""When wait() is cancelled, so are the tasks that it waited for."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-35"


class Owned(Task[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        removed = super().remove_done_callback(fn)
        waiter: Any = asyncio.current_task(self.get_loop())
        if getattr(fn, "__qualname__", "") == "_wait.<locals>._on_completion" and waiter.cancelling():
            self.cancel()
        return removed


class Mutant(ReferenceLoop):
    task_type = Owned


new_event_loop = Mutant
