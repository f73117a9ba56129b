"""cancel() of a timer is forgotten while the loop does not run."""

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-09"


class Stubborn(TimerHandle):
    def cancel(self) -> None:
        if self._loop.is_running():
            super().cancel()


class Mutant(ReferenceLoop):
    timer_handle_type = Stubborn


new_event_loop = Mutant
