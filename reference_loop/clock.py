"""Time: the system's, or one that moves only when there is nothing else to do.

Keeps true: time() never goes back; a wait lets at least its timeout pass unless something becomes ready.
Does not know: timers. A clock is told how long the loop is willing to wait, not why.
"""

from __future__ import annotations

import time

from .contracts import Poller

NANOSECOND = 1e-9


class MonotonicClock:
    """The system's monotonic clock; waiting is sleeping in the poller."""

    resolution = time.get_clock_info("monotonic").resolution

    def time(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()  # CLOCK-01 CLOCK-02 CLOCK-04

    def wait(self, poller: Poller, timeout: float | None, outside_pending: bool) -> list[tuple[int, int]]:
        """Sleep in the poller."""
        return poller.poll(timeout)


class VirtualClock:
    """A clock for tests: where a real one would sleep until a deadline, this one jumps there.

    The rule that keeps it honest: *time jumps only when the loop waits for time alone*. While anything
    outside the loop may still call (a descriptor is watched, an executor job is out, a signal handler is
    set), time flows at the speed of the real clock and the loop really sleeps, so that a time-out cannot
    overtake the event it guards. A wait without deadline is real too. A bare thread that will call
    `call_soon_threadsafe` is unknown to the loop: time may jump before its call arrives. Time that callbacks
    spend computing does not count.

    Inside, time is an integer number of nanoseconds: a thousand steps of 0.1 s end exactly at 100 s.

    Args:
        start: seconds shown at first.
        step: seconds that pass at each reading. With 0, everything in one turn happens at one moment; a tiny
            step makes deadlines that were computed one after the other differ, as they do on a real clock.
        resolution: seconds; deadlines closer than this come due together.
    """

    def __init__(self, start: float = 0.0, *, step: float = 0.0, resolution: float = NANOSECOND) -> None:
        self._now = round(start * 1e9)
        self._step = round(step * 1e9)
        self.resolution = resolution

    def time(self) -> float:
        """Return the virtual moment in seconds."""
        self._now += self._step
        return self._now / 1e9

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass, at least a nanosecond: a wait rounded to nothing would be repeated for ever."""
        self._now += max(1, round(seconds * 1e9))

    def wait(self, poller: Poller, timeout: float | None, outside_pending: bool) -> list[tuple[int, int]]:
        """Jump, or sleep really if something outside may call; see the rule above."""
        if timeout is None:
            return poller.poll(None)
        if outside_pending:
            return self._flow(poller, timeout)
        events = poller.poll(0)
        if not events:
            self.advance(timeout)
        return events

    def _flow(self, poller: Poller, timeout: float) -> list[tuple[int, int]]:
        start = time.monotonic()
        events = poller.poll(timeout)
        elapsed = time.monotonic() - start
        self.advance(min(elapsed, timeout) if events else timeout)
        return events
