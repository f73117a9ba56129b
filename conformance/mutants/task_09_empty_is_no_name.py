"""A task named by an empty string gets a default name."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-09"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, *, name: object = None, **options: Any) -> Any:
        return super().create_task(coro, name=name or None, **options)


new_event_loop = Mutant
