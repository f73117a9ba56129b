"""cancel() of a done task returns True."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-02"


class Agreeable(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel(msg) or True


class Mutant(ReferenceLoop):
    task_type = Agreeable


new_event_loop = Mutant
