"""A BaseException of the user's own that an exception handler raises leaves the loop."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.failures import Failures

BREAKS = "FAIL-22"


class Narrow(Failures):
    def _handler_failed(self, error: BaseException, context: Any) -> None:
        if not isinstance(error, Exception):
            raise error
        super()._handler_failed(error, context)


class Mutant(ReferenceLoop):
    failures_type = Narrow


new_event_loop = Mutant
