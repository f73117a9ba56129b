"""A request that a callback makes after the awaited future is done is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-16"


class Lucky(Task[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        late = self._fut_waiter is not None and self._fut_waiter.done() and self._core.is_running()
        accepted = super().cancel(msg)
        self._must_cancel = self._must_cancel and not late
        return accepted


class Mutant(ReferenceLoop):
    task_type = Lucky


new_event_loop = Mutant
