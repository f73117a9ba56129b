"""From the third on that waits to begin, new tasks go in front of those made before."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-33"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        task: Any = super().create_task(coro, **options)
        waiting = sum(isinstance(one, Task) for one in self._ready)
        if waiting > 2 and self._ready[-1] is task:
            self._ready.appendleft(self._ready.pop())
        return task


new_event_loop = Mutant
