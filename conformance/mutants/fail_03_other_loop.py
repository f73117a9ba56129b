"""The exception handler is given None for the loop."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import ExceptionHandler, Failures

BREAKS = "FAIL-03"


class Anonymous(Failures):
    def _call(self, handler: ExceptionHandler, context: ErrorContext) -> None:
        nobody: Any = None
        super()._call(lambda _loop, told: handler(nobody, told), context)


class Mutant(ReferenceLoop):
    failures_type = Anonymous


new_event_loop = Mutant
