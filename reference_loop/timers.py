"""The timers: a heap of deadlines.

Keeps true: timers come due in the order of their deadlines, equal ones in the order in which they were added
(a stricter promise than the documentation's); a cancelled timer is never handed out, and cancelled ones never
make up more than half of a large heap.
Does not know: any clock. It is told the time.

INVARIANT: entries are (when, serial, handle). Serials differ, so a comparison never reaches the handle, and
heapq compares numbers. Cancelling is lazy: a handle does not know its heap. It is dropped when it surfaces,
or by a sweep each time the heap has doubled since the last, which costs each timer a constant.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heapify, heappop, heappush
from itertools import count

from .handles import TimerHandle

SWEEP_MINIMUM = 128


class Timers:
    """Pending timers, earliest first."""

    def __init__(self) -> None:
        self._heap: list[tuple[float, int, TimerHandle]] = []
        self._serial = count()
        self._sweep_at = SWEEP_MINIMUM

    def __len__(self) -> int:
        return len(self._heap)

    def add(self, timer: TimerHandle) -> None:
        """Await the deadline of `timer`."""
        heappush(self._heap, (timer.when(), next(self._serial), timer))  # TIMER-04
        if len(self._heap) > self._sweep_at:
            self.sweep()

    def sweep(self) -> None:
        """Drop all cancelled timers."""
        self._heap = [entry for entry in self._heap if not entry[2].cancelled()]
        heapify(self._heap)  # TIMER-10
        self._sweep_at = max(SWEEP_MINIMUM, 2 * len(self._heap))

    def next_deadline(self) -> float | None:
        """Return the earliest deadline of a timer that still counts."""
        heap = self._heap
        while heap and heap[0][2].cancelled():
            heappop(heap)
        return heap[0][0] if heap else None

    def due(self, limit: float) -> Iterator[TimerHandle]:
        """Take out and yield, in order, the timers with a deadline before `limit`."""
        heap = self._heap
        while heap and heap[0][0] < limit:  # TIMER-02 TIMER-03
            timer = heappop(heap)[2]  # TIMER-01
            if not timer.cancelled():
                yield timer

    def deadlines(self) -> list[float]:
        """Return the deadlines of all timers that still count, in order, each once."""
        return sorted({when for when, _, timer in self._heap if not timer.cancelled()})

    def clear(self) -> None:
        """Forget all."""
        self._heap.clear()
