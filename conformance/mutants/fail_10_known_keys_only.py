"""call_exception_handler() passes on the keys that it knows, and no others."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-10"


KNOWN = ("message", "exception", "future", "task", "handle", "source_traceback")


class Narrow(Failures):
    def report(self, context: ErrorContext) -> None:
        super().report({key: value for key, value in context.items() if key in KNOWN})


class Mutant(ReferenceLoop):
    failures_type = Narrow


new_event_loop = Mutant
