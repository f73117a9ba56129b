"""A TaskGroup takes a task that others have cancelled for a failed one."""

from __future__ import annotations

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.states import CANCELLED
from reference_loop.tasks import Task

BREAKS = "CANCEL-33"


class Harsh(Task[Any]):
    _aborted = False

    def cancel(self, msg: Any | None = None) -> bool:
        self._aborted = self._aborted or sys._getframe(1).f_code.co_qualname == "TaskGroup._abort"
        return super().cancel(msg)

    def cancelled(self) -> bool:
        return super().cancelled() and not self._is_judged_by(sys._getframe(1).f_code.co_qualname)

    def exception(self) -> BaseException | None:
        if self._phase is CANCELLED and self._is_judged_by(sys._getframe(1).f_code.co_qualname):
            return RuntimeError("cancelled")
        return super().exception()

    def _is_judged_by(self, asker: str) -> bool:
        return asker == "TaskGroup._on_task_done" and not self._aborted


class Mutant(ReferenceLoop):
    task_type = Harsh


new_event_loop = Mutant
