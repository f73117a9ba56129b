"""A task of which the coroutine is asyncio.wait_for() is cancelled without its awaitable being told."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future
from reference_loop.tasks import Task

BREAKS = "CANCEL-23"


class Cut(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        if self.done() or getattr(self.get_coro(), "cr_code", None) is not asyncio.wait_for.__code__:
            return super().cancel(msg)
        self._fut_waiter._waiting.clear()
        return Future[Any].cancel(self, msg)


class Mutant(ReferenceLoop):
    task_type = Cut


new_event_loop = Mutant
