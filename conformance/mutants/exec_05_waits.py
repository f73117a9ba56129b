"""In a running loop, run_in_executor() waits for the job before it returns."""

from __future__ import annotations

import asyncio
import concurrent.futures
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-05"


class Patient(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        job = (executor or self._the_default()).submit(func, *args)
        if self._loop.is_running():
            concurrent.futures.wait([job])
        return asyncio.wrap_future(job, loop=self._loop)


class Mutant(ReferenceLoop):
    executors_type = Patient


new_event_loop = Mutant
