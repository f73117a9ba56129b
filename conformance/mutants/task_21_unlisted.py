"""all_tasks() does not know the tasks of this loop."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.seams import unregister_task

BREAKS = "TASK-21"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        task = super().create_task(coro, **options)
        unregister_task(task)
        return task


new_event_loop = Mutant
