"""New tasks go in front of those made before."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-33"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        task: Any = super().create_task(coro, **options)
        if self._ready and self._ready[-1] is task:
            self._ready.appendleft(self._ready.pop())
        return task


new_event_loop = Mutant
