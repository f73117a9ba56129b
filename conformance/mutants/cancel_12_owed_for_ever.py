"""A request that was taken back is thrown all the same."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-12"


class Stubborn(Task[Any]):
    def uncancel(self) -> int:
        owed = self._must_cancel
        left = super().uncancel()
        self._must_cancel = owed
        return left


class Mutant(ReferenceLoop):
    task_type = Stubborn


new_event_loop = Mutant
