"""Tasks of the loop are not found by asyncio.all_tasks(), so no Runner cancels them."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop, seams
from reference_loop.tasks import Task

BREAKS = "RUN-20"


class Hidden(Task[Any]):
    def __init__(self, coro: Any, **options: Any) -> None:
        super().__init__(coro, **options)
        seams.unregister_task(self)


class Mutant(ReferenceLoop):
    task_type = Hidden


new_event_loop = Mutant
