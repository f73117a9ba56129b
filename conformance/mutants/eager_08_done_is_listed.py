"""A task that finished in its eager step stays in all_tasks() as one that is not done."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.seams import unregister_task
from reference_loop.tasks import Task

BREAKS = "EAGER-08"


class Unlisted(Task[Any]):
    def _start_eagerly(self) -> None:
        super()._start_eagerly()
        unregister_task(self)


class Mutant(ReferenceLoop):
    task_type = Unlisted


new_event_loop = Mutant
