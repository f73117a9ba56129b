"""result() returns a copy of what the coroutine returned."""

from __future__ import annotations

import copy
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-04"


class Copying(Task[Any]):
    def result(self) -> Any:
        return copy.copy(super().result())


class Mutant(ReferenceLoop):
    task_type = Copying


new_event_loop = Mutant
