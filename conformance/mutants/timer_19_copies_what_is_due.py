"""What is due is queued as a new handle, out of reach of the one that was returned."""

from collections.abc import Iterator
from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import Timers

BREAKS = "TIMER-19"


class Copying(Timers):
    def due(self, limit: float) -> Iterator[TimerHandle]:
        for old in super().due(limit):
            yield TimerHandle(old.when(), cast(Any, old._callback), tuple(old._args), old._loop, old._context)


class Mutant(ReferenceLoop):
    timers_type = Copying


new_event_loop = Mutant
