"""The report of a failing callback does not name its handle."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-06"


class Handleless(Failures):
    def report(self, context: ErrorContext) -> None:
        super().report({key: value for key, value in context.items() if key != "handle"})


class Mutant(ReferenceLoop):
    failures_type = Handleless


new_event_loop = Mutant
