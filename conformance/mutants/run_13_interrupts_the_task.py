"""SIGINT raises KeyboardInterrupt in the main task, in place of CancelledError."""

import sys
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "RUN-13"


class Interrupted(Task[Any]):
    _by_sigint = False

    def cancel(self, msg: Any = None) -> bool:
        self._by_sigint = sys._getframe(1).f_code.co_name == "_on_sigint"
        return super().cancel(msg)

    def _what_to_throw(self) -> BaseException | None:
        error = super()._what_to_throw()
        interrupt, self._by_sigint = self._by_sigint, False
        return KeyboardInterrupt() if interrupt else error


class Mutant(ReferenceLoop):
    task_type = Interrupted


new_event_loop = Mutant
