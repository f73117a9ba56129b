"""A task collected with an exception goes in silence."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "FAIL-16"


class Quiet(Task[Any]):
    def __del__(self) -> None:
        self._log_traceback = False
        super().__del__()


class Mutant(ReferenceLoop):
    task_type = Quiet


new_event_loop = Mutant
