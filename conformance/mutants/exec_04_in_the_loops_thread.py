"""The default executor calls functions in the loop's thread."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-04"


class Inline(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        if executor is not None or self._shut_down:
            return super().run(executor, func, args)
        future: asyncio.Future[Any] = self._loop.create_future()
        future.set_result(func(*args))
        return future


class Mutant(ReferenceLoop):
    executors_type = Inline


new_event_loop = Mutant
