"""The message given to cancel() of a task is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-07"


class Silent(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel()


class Mutant(ReferenceLoop):
    task_type = Silent


new_event_loop = Mutant
