"""Done callbacks of run_in_executor()'s future are called in the worker's thread."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors
from reference_loop.futures import Future

BREAKS = "EXEC-19"


class Foreign(Future[Any]):
    job: Any = None

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        def call(_job: object) -> None:
            fn(self)

        self.job.add_done_callback(call)


class Careless(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        loop: Any = self._loop
        future = Foreign(loop=loop)
        job: Any = (executor or self._the_default()).submit(func, *args)
        future.job = job

        def hand_on(_future: object) -> None:
            loop.call_soon_threadsafe(future.set_result, job.result())

        future.add_done_callback(hand_on)
        return cast("asyncio.Future[Any]", future)


class Mutant(ReferenceLoop):
    executors_type = Careless


new_event_loop = Mutant
