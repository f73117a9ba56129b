"""A task is cancelled as soon as that was asked for."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-03"


class Hasty(Task[Any]):
    def cancelled(self) -> bool:
        return super().cancelled() or self.cancelling() > 0


class Mutant(ReferenceLoop):
    task_type = Hasty


new_event_loop = Mutant
