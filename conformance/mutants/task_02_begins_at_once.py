"""Without a task factory, tasks begin inside create_task()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-02"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        if self.get_task_factory() is None:
            options["eager_start"] = True
        return super().create_task(coro, **options)


new_event_loop = Mutant
