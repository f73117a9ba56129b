"""exception() does not count as having retrieved the exception."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "FAIL-17"


class Suspicious(Task[Any]):
    def exception(self) -> BaseException | None:
        before = self._unclaimed
        error = super().exception()
        self._unclaimed = before
        return error


class Mutant(ReferenceLoop):
    task_type = Suspicious


new_event_loop = Mutant
