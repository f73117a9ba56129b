"""create_task() returns a future that is no asyncio.Task."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-42"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        return self._outcome_of(super().create_task(coro, **options))

    def _outcome_of(self, task: Any) -> Any:
        future = self.create_future()

        def ended(task: Any) -> None:
            future.set_result(task.result())

        task.add_done_callback(ended)
        return future


new_event_loop = Mutant
