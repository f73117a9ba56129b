"""A task is cancelled when a shield() stops watching it."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-20"


class Needy(Task[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        removed = super().remove_done_callback(fn)
        if getattr(fn, "__qualname__", "") == "shield.<locals>._inner_done_callback":
            self.cancel()
        return removed


class Mutant(ReferenceLoop):
    task_type = Needy


new_event_loop = Mutant
