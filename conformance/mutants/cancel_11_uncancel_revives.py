"""uncancel() makes of a cancelled task one that returned None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CANCELLED, FINISHED
from reference_loop.tasks import Task

BREAKS = "CANCEL-11"


class Revived(Task[Any]):
    def uncancel(self) -> int:
        if self._phase is CANCELLED:
            self._phase = FINISHED
        return super().uncancel()


class Mutant(ReferenceLoop):
    task_type = Revived


new_event_loop = Mutant
