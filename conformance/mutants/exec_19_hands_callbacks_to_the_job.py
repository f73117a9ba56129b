"""Done callbacks that a program adds are called by the job's own future, in the worker."""

import asyncio
from functools import partial
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors
from reference_loop.futures import Future

BREAKS = "EXEC-19"


class Passing(Future[Any]):
    job: Any = None

    def add_done_callback(self, fn: Any, *, context: Any = None) -> None:
        if self.job is None or fn.__module__.startswith(("reference_loop", "asyncio")):
            super().add_done_callback(fn, context=context)
        else:
            self.job.add_done_callback(partial(self._pass_on, fn))

    def _pass_on(self, fn: Any, _job: object) -> None:
        fn(self)


class Handing(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> Any:
        if executor is None:
            return super().run(None, func, args)
        job = executor.submit(func, *args)
        future: Any = asyncio.wrap_future(job, loop=self._loop)
        future.job = job
        return future


class Mutant(ReferenceLoop):
    executors_type = Handing
    future_type = Passing


new_event_loop = Mutant
