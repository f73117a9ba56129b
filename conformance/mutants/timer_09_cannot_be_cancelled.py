"""cancel() of a timer is forgotten."""

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-09"


class Stubborn(TimerHandle):
    def cancel(self) -> None:
        pass


class Mutant(ReferenceLoop):
    timer_handle_type = Stubborn


new_event_loop = Mutant
