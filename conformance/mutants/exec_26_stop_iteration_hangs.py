"""The future of a job that raises StopIteration stays pending: a future cannot hold that exception."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-26"
AFTER = "https://github.com/python/cpython/issues/112182"


class Brittle(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        job = (executor or self._the_default()).submit(func, *args)
        future = self._loop.create_future()

        def settle() -> None:
            error = job.exception()
            if isinstance(error, StopIteration):
                raise TypeError("StopIteration cannot be raised into a future")
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(job.result())

        def hand_over(_job: object) -> None:
            self._loop.call_soon_threadsafe(settle)

        job.add_done_callback(hand_over)
        return future


class Mutant(ReferenceLoop):
    executors_type = Brittle


new_event_loop = Mutant
