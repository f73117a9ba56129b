"""A job for the caller's own executor gets its arguments in reverse order."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-01"


class Backward(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        return super().run(executor, func, args if executor is None else args[::-1])


class Mutant(ReferenceLoop):
    executors_type = Backward


new_event_loop = Mutant
