"""set_exception_handler() takes what cannot be called."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.failures import ExceptionHandler, Failures

BREAKS = "FAIL-09"


class Credulous(Failures):
    def set_handler(self, handler: ExceptionHandler | None) -> None:
        self._handler = handler


class Mutant(ReferenceLoop):
    failures_type = Credulous


new_event_loop = Mutant
