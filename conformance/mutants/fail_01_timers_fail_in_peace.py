"""An exception that leaves the callback of a timer is dropped."""

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "FAIL-01"


class Quiet(TimerHandle):
    __slots__ = ()

    def _report(self, error: BaseException) -> None:
        """Say nothing."""


class Mutant(ReferenceLoop):
    timer_handle_type = Quiet


new_event_loop = Mutant
