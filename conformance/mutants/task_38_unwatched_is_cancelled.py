"""A task for which wait() no longer waits is cancelled."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-38"


class Needy(Task[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        removed = super().remove_done_callback(fn)
        if getattr(fn, "__qualname__", "") == "_wait.<locals>._on_completion":
            self.cancel()
        return removed


class Mutant(ReferenceLoop):
    task_type = Needy


new_event_loop = Mutant
