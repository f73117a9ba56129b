"""A task is cancelled only if somebody asked for it."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-19"


class Formal(Task[Any]):
    def result(self) -> Any:
        return super().result() if not self.cancelled() or self.cancelling() else None


class Mutant(ReferenceLoop):
    task_type = Formal


new_event_loop = Mutant
