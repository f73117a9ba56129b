"""default_exception_handler() does nothing while a custom handler is set."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-13"


class Modest(Failures):
    def default(self, context: ErrorContext) -> None:
        if self.get_handler() is None:
            super().default(context)


class Mutant(ReferenceLoop):
    failures_type = Modest


new_event_loop = Mutant
