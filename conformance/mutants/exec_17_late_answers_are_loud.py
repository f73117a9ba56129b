"""A job that ends after its loop was closed has the failure to deliver its result logged."""

import asyncio
from concurrent.futures import Executor, Future
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-17"
AFTER = "https://github.com/python/cpython/issues/77650"


class Loud(Executors):
    def run(self, executor: Executor | None, func: Any, args: Any) -> asyncio.Future[Any]:
        future: asyncio.Future[Any] = self._loop.create_future()
        job = (executor or self._the_default()).submit(func, *args)
        job.add_done_callback(lambda job: self._loop.call_soon_threadsafe(_copy, job, future))
        future.add_done_callback(lambda future: future.cancelled() and job.cancel())
        self._count(future)
        return future


def _copy(job: Future[Any], future: asyncio.Future[Any]) -> None:
    if future.done():
        return
    error = job.exception()
    future.set_result(job.result()) if error is None else future.set_exception(error)


class Mutant(ReferenceLoop):
    executors_type = Loud


new_event_loop = Mutant
