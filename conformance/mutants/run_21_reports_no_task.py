"""Reports do not name the task that they are about."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "RUN-21"


class Vague(Failures):
    def report(self, context: ErrorContext) -> None:
        super().report({key: value for key, value in context.items() if key != "task"})


class Mutant(ReferenceLoop):
    failures_type = Vague


new_event_loop = Mutant
