"""A task that was asked to end is not asked again."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-17"


class Once(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel(msg) if not self.cancelling() else not self.done()


class Mutant(ReferenceLoop):
    task_type = Once


new_event_loop = Mutant
