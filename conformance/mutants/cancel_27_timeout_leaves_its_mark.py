"""The request of a timeout is counted for ever."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-27"


class Marked(Task[Any]):
    def uncancel(self) -> int:
        if sys._getframe(1).f_code.co_qualname == "Timeout.__aexit__":
            return self.cancelling() - 1
        return super().uncancel()


class Mutant(ReferenceLoop):
    task_type = Marked


new_event_loop = Mutant
