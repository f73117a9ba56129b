"""The end of a job whose future was cancelled meanwhile is reported as an error."""

from __future__ import annotations

import asyncio
import concurrent.futures
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-17"


class Pedantic(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        loop = self._loop
        future: asyncio.Future[Any] = loop.create_future()
        job = (executor or self._the_default()).submit(func, *args)

        def hand_on(done: concurrent.futures.Future[Any]) -> None:
            loop.call_soon_threadsafe(future.set_result, done.result())

        job.add_done_callback(hand_on)
        return future


class Mutant(ReferenceLoop):
    executors_type = Pedantic


new_event_loop = Mutant
