"""when() of a cancelled timer is infinite."""

import math

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-15"


class Forgetful(TimerHandle):
    def cancel(self) -> None:
        super().cancel()
        self._when = math.inf


class Mutant(ReferenceLoop):
    timer_handle_type = Forgetful


new_event_loop = Mutant
