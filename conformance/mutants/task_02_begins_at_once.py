"""Tasks begin inside create_task() without anybody asking for that."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TASK-02"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        options["eager_start"] = True
        return super().create_task(coro, **options)


new_event_loop = Mutant
