"""create_task() returns a future that is no asyncio.Task."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-42"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        task: Any = super().create_task(coro, **options)
        future = self.create_future()
        task.add_done_callback(lambda task: future.set_result(task.result()))
        return future


new_event_loop = Mutant
