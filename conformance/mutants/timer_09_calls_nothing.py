"""A cancelled timer comes due all the same, calls None, and is reported for it."""

from collections.abc import Iterator
from heapq import heappop

from reference_loop import ReferenceLoop
from reference_loop.handles import TimerHandle
from reference_loop.timers import Timers

BREAKS = "TIMER-09"
AFTER = "https://github.com/pyodide/pyodide/issues/2011"


class All(Timers):
    def due(self, limit: float) -> Iterator[TimerHandle]:
        while self._heap and self._heap[0][0] < limit:
            yield heappop(self._heap)[2]

    def next_deadline(self) -> float | None:
        return self._heap[0][0] if self._heap else None


class Unchecked(TimerHandle):
    __slots__ = ()

    def _run(self) -> None:
        self._cancelled = False
        super()._run()


class Mutant(ReferenceLoop):
    timers_type = All
    timer_handle_type = Unchecked


new_event_loop = Mutant
