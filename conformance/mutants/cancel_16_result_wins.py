"""A request that comes after the awaited future is done is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-16"


class Lucky(Task[Any]):
    def _what_to_throw(self) -> BaseException | None:
        if self._fut_waiter is not None:
            self._must_cancel = False
        return super()._what_to_throw()


class Mutant(ReferenceLoop):
    task_type = Lucky


new_event_loop = Mutant
