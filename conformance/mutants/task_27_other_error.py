"""A coroutine that awaits a future of another loop gets TypeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-27"


class Stranger(Task[Any]):
    def _refuse(self, result: Any, blocking: bool | None) -> Any:
        error = super()._refuse(result, blocking)
        return TypeError(*error.args) if blocking and result is not self else error


class Mutant(ReferenceLoop):
    task_type = Stranger


new_event_loop = Mutant
