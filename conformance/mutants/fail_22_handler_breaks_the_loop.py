"""What the exception handler raises leaves the loop."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-22"


class Fragile(Failures):
    def _handler_failed(self, error: BaseException, context: ErrorContext) -> None:
        raise error


class Mutant(ReferenceLoop):
    failures_type = Fragile


new_event_loop = Mutant
