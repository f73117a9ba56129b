"""The report holds a copy of the exception, without its traceback."""

from __future__ import annotations

import copy

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-05"


class Copying(Failures):
    def report(self, context: ErrorContext) -> None:
        if "exception" in context:
            context = context | {"exception": copy.copy(context["exception"])}
        super().report(context)


class Mutant(ReferenceLoop):
    failures_type = Copying


new_event_loop = Mutant
