"""Each timer that is due is queued twice."""

from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import Timers

BREAKS = "TIMER-01"


class Twice(Timers):
    def due(self, limit: float) -> Iterator[TimerHandle]:
        for timer in super().due(limit):
            yield timer
            yield timer


class Mutant(ReferenceLoop):
    timers_type = Twice


new_event_loop = Mutant
