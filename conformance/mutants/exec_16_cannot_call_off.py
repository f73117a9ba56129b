"""Cancelling a future does not take its job out of the executor's queue."""

from __future__ import annotations

import asyncio
import concurrent.futures
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-16"


class Determined(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        own: concurrent.futures.Future[Any] = concurrent.futures.Future()
        own.set_running_or_notify_cancel()
        job = (executor or self._the_default()).submit(func, *args)

        def hand_on(done: concurrent.futures.Future[Any]) -> None:
            own.set_result(done.result())

        job.add_done_callback(hand_on)
        return asyncio.wrap_future(own, loop=self._loop)


class Mutant(ReferenceLoop):
    executors_type = Determined


new_event_loop = Mutant
