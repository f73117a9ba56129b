"""repr() of a task does not show its name."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-12"


class Anonymous(Task[Any]):
    def _facts(self) -> list[str]:
        return [fact for fact in super()._facts() if not fact.startswith("name=")]


class Mutant(ReferenceLoop):
    task_type = Anonymous


new_event_loop = Mutant
