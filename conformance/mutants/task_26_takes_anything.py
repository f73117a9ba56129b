"""A coroutine that yields something that is no future goes on in the next turn."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-26"


class Lenient(Task[Any]):
    def _yielded(self, result: Any) -> None:
        super()._yielded(result if asyncio.isfuture(result) else None)


class Mutant(ReferenceLoop):
    task_type = Lenient


new_event_loop = Mutant
