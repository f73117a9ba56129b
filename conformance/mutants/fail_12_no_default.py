"""Without a custom handler, nothing is done about a failure."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-12"


class Careless(Failures):
    def report(self, context: ErrorContext) -> None:
        if self.get_handler() is not None:
            super().report(context)


class Mutant(ReferenceLoop):
    failures_type = Careless


new_event_loop = Mutant
