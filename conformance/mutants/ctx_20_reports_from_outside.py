"""The exception handler runs in the context of the run."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.failures import Failures

BREAKS = "CTX-20"


class Outside(Failures):
    def _call(self, handler: Any, context: Any) -> None:
        handler(self._loop, context)


class Mutant(ReferenceLoop):
    failures_type = Outside


new_event_loop = Mutant
