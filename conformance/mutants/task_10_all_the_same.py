"""All tasks without a name have the same default name."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-10"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, *, name: object = None, **options: Any) -> Any:
        return super().create_task(coro, name="Task" if name is None else name, **options)


new_event_loop = Mutant
