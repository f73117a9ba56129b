"""A task cannot take back the request of its timeout, so CancelledError leaves the block."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-26"


class Unforgiving(Task[Any]):
    def uncancel(self) -> int:
        left = super().uncancel()
        return left + (sys._getframe(1).f_code.co_qualname == "Timeout.__aexit__")


class Mutant(ReferenceLoop):
    task_type = Unforgiving


new_event_loop = Mutant
