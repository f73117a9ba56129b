"""The report of a lost exception does not say whose it was."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-25"


class Anonymous(Failures):
    def report(self, context: ErrorContext) -> None:
        super().report({key: value for key, value in context.items() if key != "future"})


class Mutant(ReferenceLoop):
    failures_type = Anonymous


new_event_loop = Mutant
