"""The request by which a TaskGroup cancels its body is counted for ever."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-31"


class Marked(Task[Any]):
    def uncancel(self) -> int:
        if sys._getframe(1).f_code.co_qualname in ("TaskGroup.__aexit__", "TaskGroup._aexit"):
            return self.cancelling() - 1
        return super().uncancel()


class Mutant(ReferenceLoop):
    task_type = Marked


new_event_loop = Mutant
