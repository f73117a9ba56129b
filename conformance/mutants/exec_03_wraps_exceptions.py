"""What a job of the caller's own executor raises arrives wrapped in a RuntimeError."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-03"


class Wrapping(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        if executor is None:
            return super().run(None, func, args)

        def call() -> Any:
            try:
                return func(*args)
            except Exception as error:
                raise RuntimeError("a job failed") from error

        return super().run(executor, call, ())


class Mutant(ReferenceLoop):
    executors_type = Wrapping


new_event_loop = Mutant
