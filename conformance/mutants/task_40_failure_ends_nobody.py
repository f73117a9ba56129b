"""When a task of a TaskGroup fails, the others are not cancelled."""

from __future__ import annotations

import sys
from itertools import islice
from traceback import walk_stack
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-40"


class Stubborn(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        aborting, asker = (frame.f_code for frame, _ in islice(walk_stack(sys._getframe(1)), 2))
        if aborting.co_qualname == "TaskGroup._abort" and asker.co_name == "_on_task_done":
            return True
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    task_type = Stubborn


new_event_loop = Mutant
