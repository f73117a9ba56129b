"""The exception handler does not run in the context of the task that failed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import ExceptionHandler, Failures

BREAKS = "FAIL-20"


class Outside(Failures):
    def _call(self, handler: ExceptionHandler, context: ErrorContext) -> None:
        if "handle" in context:
            super()._call(handler, context)
        else:
            handler(self._loop, context)


class Mutant(ReferenceLoop):
    failures_type = Outside


new_event_loop = Mutant
