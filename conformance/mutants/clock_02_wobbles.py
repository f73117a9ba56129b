"""Every other reading of the clock is a millisecond behind."""

from reference_loop import ReferenceLoop
from reference_loop.clock import MonotonicClock

BREAKS = "CLOCK-02"


class Wobbling(MonotonicClock):
    behind = False

    def time(self) -> float:
        self.behind = not self.behind
        return super().time() - (0.001 if self.behind else 0.0)


class Mutant(ReferenceLoop):
    def __init__(self) -> None:
        super().__init__(clock=Wobbling())


new_event_loop = Mutant
