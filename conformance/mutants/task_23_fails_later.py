"""create_task() of something that is no coroutine returns a task that fails."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-23"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        return super().create_task(coro if asyncio.iscoroutine(coro) else self._fail(), **options)

    async def _fail(self) -> None:
        raise TypeError("this was no coroutine")


new_event_loop = Mutant
