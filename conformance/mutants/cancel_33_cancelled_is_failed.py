"""A TaskGroup takes a cancelled task for a failed one."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CANCELLED
from reference_loop.tasks import Task

BREAKS = "CANCEL-33"


class Harsh(Task[Any]):
    def cancelled(self) -> bool:
        return super().cancelled() and sys._getframe(1).f_code.co_qualname != "TaskGroup._on_task_done"

    def exception(self) -> BaseException | None:
        if self._phase is CANCELLED and sys._getframe(1).f_code.co_qualname == "TaskGroup._on_task_done":
            return RuntimeError("cancelled")
        return super().exception()


class Mutant(ReferenceLoop):
    task_type = Harsh


new_event_loop = Mutant
