"""A task that a task of a TaskGroup adds is not waited for."""

from __future__ import annotations

import asyncio
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-39"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        task = super().create_task(coro, **options)
        self.call_soon(self._disown, task, asyncio.current_task(self))
        return task

    def _disown(self, task: Any, creator: Any) -> None:
        for fn, _ in task._waiting:
            group: Any = getattr(fn, "__self__", None)
            if type(group) is asyncio.TaskGroup and vars(group)["_parent_task"] is not creator:
                group._tasks.discard(task)


new_event_loop = Mutant
