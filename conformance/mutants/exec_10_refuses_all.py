"""After shutdown_default_executor() no executor is accepted, not even the caller's own."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-10"


class Closed(Executors):
    def run(self, executor: Any, func: Any, args: Any) -> asyncio.Future[Any]:
        return super().run(None if self._shut_down else executor, func, args)


class Mutant(ReferenceLoop):
    executors_type = Closed


new_event_loop = Mutant
