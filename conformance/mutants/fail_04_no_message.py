"""Reports of lost futures and tasks carry no message."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-04"


class Speechless(Failures):
    def report(self, context: ErrorContext) -> None:
        if "handle" not in context:
            context = {key: value for key, value in context.items() if key != "message"}
        super().report(context)


class Mutant(ReferenceLoop):
    failures_type = Speechless


new_event_loop = Mutant
