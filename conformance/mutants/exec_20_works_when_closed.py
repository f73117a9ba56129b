"""A closed loop still hands jobs to executors."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

from reference_loop import ReferenceLoop
from reference_loop.core import T, Ts

BREAKS = "EXEC-20"


class Mutant(ReferenceLoop):
    def run_in_executor(
        self, executor: Executor | None, func: Callable[[*Ts], T], *args: *Ts
    ) -> asyncio.Future[T]:
        return self._executors.run(executor, func, args)


new_event_loop = Mutant
