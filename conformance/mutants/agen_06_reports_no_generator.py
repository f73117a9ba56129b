"""The report of a failed cleanup does not name the generator."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "AGEN-06"


class Vague(Failures):
    def report(self, context: ErrorContext) -> None:
        super().report({key: value for key, value in context.items() if key != "asyncgen"})


class Mutant(ReferenceLoop):
    failures_type = Vague


new_event_loop = Mutant
