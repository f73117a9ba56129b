"""A task whose time is up gets CancelledError at each await of its clean-up."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-22"


class Hurried(Task[Any]):
    _hurried = False

    def cancel(self, msg: Any | None = None) -> bool:
        if sys._getframe(1).f_code.co_qualname in ("Timeout._on_timeout", "_cancel_and_wait"):
            self._hurried = True
        return super().cancel(msg)

    def _yielded(self, result: Any) -> None:
        hurry = self._hurried and result is None and self.cancelling() > 0
        self._must_cancel = self._must_cancel or hurry
        super()._yielded(result)


class Mutant(ReferenceLoop):
    task_type = Hurried


new_event_loop = Mutant
