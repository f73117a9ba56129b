"""The clock runs at half speed."""

from reference_loop import ReferenceLoop
from reference_loop.clock import MonotonicClock

BREAKS = "CLOCK-04"


class Slow(MonotonicClock):
    def time(self) -> float:
        return super().time() / 2


class Mutant(ReferenceLoop):
    def __init__(self) -> None:
        super().__init__(clock=Slow())


new_event_loop = Mutant
