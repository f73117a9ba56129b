"""Of several timers that are due since long, the latest deadline goes first."""

from __future__ import annotations

from collections.abc import Iterator

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import Timers

BREAKS = "TIMER-04"
LONG = 0.5
"""Seconds: no machine is so busy that timers set in time are taken for overdue ones."""


class Reversed(Timers):
    def due(self, limit: float) -> Iterator[TimerHandle]:
        timers = [*super().due(limit)]
        overdue = bool(timers) and limit - timers[0].when() > LONG
        return reversed(timers) if overdue else iter(timers)


class Mutant(ReferenceLoop):
    timers_type = Reversed


new_event_loop = Mutant
