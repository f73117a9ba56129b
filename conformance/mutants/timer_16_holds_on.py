"""A cancelled timer keeps its callback and arguments until its deadline."""

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle

BREAKS = "TIMER-16"


class Holding(TimerHandle):
    def cancel(self) -> None:
        self._cancelled = True


class Mutant(ReferenceLoop):
    timer_handle_type = Holding


new_event_loop = Mutant
