"""Of several timers that are due, the latest deadline goes first."""

from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import Timers

BREAKS = "TIMER-04"


class Reversed(Timers):
    def due(self, limit: float) -> Iterator[TimerHandle]:
        return reversed([*super().due(limit)])


class Mutant(ReferenceLoop):
    timers_type = Reversed


new_event_loop = Mutant
