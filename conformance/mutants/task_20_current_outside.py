"""current_task() remains the task when its step is over."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.seams import enter_task, leave_task
from reference_loop.tasks import Task

BREAKS = "TASK-20"


class Lingering(Task[Any]):
    def _run(self) -> None:
        last = asyncio.current_task(self.get_loop())
        if last is not None:
            leave_task(self._core, last)
        super()._run()
        enter_task(self._core, self)


class Mutant(ReferenceLoop):
    task_type = Lingering


new_event_loop = Mutant
