"""SystemExit and KeyboardInterrupt of the exception handler are swallowed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-23"


class Deaf(Failures):
    def report(self, context: ErrorContext) -> None:
        try:
            super().report(context)
        except (SystemExit, KeyboardInterrupt) as wish:
            self._handler_failed(wish, context)


class Mutant(ReferenceLoop):
    failures_type = Deaf


new_event_loop = Mutant
