"""set_exception_handler(None) changes nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.failures import ExceptionHandler, Failures

BREAKS = "FAIL-08"


class Faithful(Failures):
    def set_handler(self, handler: ExceptionHandler | None) -> None:
        super().set_handler(handler or self.get_handler())


class Mutant(ReferenceLoop):
    failures_type = Faithful


new_event_loop = Mutant
