"""A task factory is kept, but not used."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-31"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        return self.task_type(coro, loop=self, **options)


new_event_loop = Mutant
