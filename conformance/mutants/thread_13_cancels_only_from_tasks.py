"""cancel() of a task does nothing unless a task asks for it."""

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "THREAD-13"


class Proud(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return asyncio.current_task(self.get_loop()) is not None and super().cancel(msg)


class Mutant(ReferenceLoop):
    task_type = Proud


new_event_loop = Mutant
