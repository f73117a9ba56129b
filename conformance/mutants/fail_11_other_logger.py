"""The default exception handler logs to a logger of its own."""

from __future__ import annotations

import logging

from reference_loop import ReferenceLoop
from reference_loop.contracts import ErrorContext
from reference_loop.failures import Failures

BREAKS = "FAIL-11"


class Private(Failures):
    def default(self, context: ErrorContext) -> None:
        logging.getLogger("reference_loop").error(context["message"], exc_info=context.get("exception"))


class Mutant(ReferenceLoop):
    failures_type = Private


new_event_loop = Mutant
