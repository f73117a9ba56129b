"""default_exception_handler() does nothing while a custom handler runs."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import ExceptionHandler, Failures

BREAKS = "FAIL-13"


class Modest(Failures):
    aside = False

    def _call(self, handler: ExceptionHandler, context: ErrorContext) -> None:
        self.aside = True
        try:
            super()._call(handler, context)
        finally:
            self.aside = False

    def default(self, context: ErrorContext) -> None:
        if not self.aside:
            super().default(context)


class Mutant(ReferenceLoop):
    failures_type = Modest


new_event_loop = Mutant
