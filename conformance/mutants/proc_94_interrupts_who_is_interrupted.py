"""Cancelling communicate() kills the child."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "PROC-94"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, **options: Any) -> Any:
        task = super().create_task(coro, **options)
        if getattr(coro, "__qualname__", "") == "Process.communicate":
            child = coro.cr_frame.f_locals["self"]
            task.add_done_callback(lambda done: child.kill() if done.cancelled() else None)
        return task


new_event_loop = Mutant
