"""A task that is cancelled before its first step takes that step first."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-13"


class Eager(Task[Any]):
    _begun = False

    def _what_to_throw(self) -> BaseException | None:
        begun, self._begun = self._begun, True
        return super()._what_to_throw() if begun else None


class Mutant(ReferenceLoop):
    task_type = Eager


new_event_loop = Mutant
