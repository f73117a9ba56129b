"""THE HEART: one turn of the loop.

    plan wait   nothing to run? then until the first deadline, or for ever; else not at all
    wait        let the poller sleep that long
    collect     handles of ready descriptors join the queue, then signals' handlers
    move due    timers whose deadline has come join the queue
    cut         what is queued now belongs to this turn; what comes while it runs, to the next
    run         each entry of this turn, in order

Keeps true: the poller is asked once per turn, whatever the queue holds, so that neither I/O nor timers
starve; an entry queued during a turn runs in the next; if an entry lets SystemExit or KeyboardInterrupt out,
the rest of the turn stays queued.
Does not know: what entries do, when the loop ends, what happens to errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass

from .contracts import Clock, Observer, Poller, Runnable
from .poller import Descriptors
from .ready import Ready
from .signals import Signals
from .timers import Timers
from .wakeup import Wakeup

LONGEST_WAIT = 24 * 3600.0  # TIMER-13
"""Seconds. The system's poll functions overflow at a few weeks; after a day without events a turn is
cheap."""

Events = list[tuple[int, int]]


@dataclass(slots=True)
class Turn:
    """The parts one turn needs, and its steps. Everything here happens in the loop's thread."""

    clock: Clock
    poller: Poller
    wakeup: Wakeup
    descriptors: Descriptors
    signals: Signals
    timers: Timers
    ready: Ready
    outside: list[Sized]
    """Who may call from outside, as long as it is not empty: virtual time must not run away then."""
    observer: Observer | None = None

    def run(self, last: bool) -> None:
        """Make one turn; the `last` one of a run does not sleep."""
        events = self.wait(self.plan_wait(last))  # SOON-11 READY-23 READY-24
        if events:
            self.collect(events)
        if self.timers:
            self.move_due()
        if self.observer is None:
            self.run_ready()
        else:
            self.run_observed(self.observer)

    def plan_wait(self, last: bool) -> float | None:
        """Return for how many seconds the loop may sleep; None is for ever."""
        if last or self.ready:  # STOP-02
            return 0
        deadline = self.timers.next_deadline()
        if deadline is None:
            return None
        return min(max(0, deadline - self.clock.time()), LONGEST_WAIT)  # READY-22 TIMER-13

    def wait(self, timeout: float | None) -> Events:
        """Sleep, and return what the poller found."""
        if timeout == 0:
            return self.poller.poll(0)
        self.wakeup.asleep = True
        if self.ready:  # a thread was faster than `asleep`: see the invariant in wakeup.py
            timeout = 0
        events = self.clock.wait(self.poller, timeout, any(self.outside))
        self.wakeup.asleep = False
        return events

    def collect(self, events: Events) -> None:
        """Queue the handles of what is ready."""
        for fd, interest in events:
            if fd == self.wakeup.fd:
                self.queue(self.signals.handlers(self.wakeup.drain()))  # SIG-02 SIG-23
            else:
                self.queue(self.descriptors.ready(fd, interest))  # READY-01 READY-02 READY-16 READY-21

    def queue(self, handles: Iterable[Runnable]) -> None:
        """Queue all of `handles`."""
        for handle in handles:
            self.ready.push(handle)

    def move_due(self) -> None:
        """Queue the timers whose deadline has come; one closer than the clock can tell has come, too."""
        limit = self.clock.time() + self.clock.resolution  # TIMER-23
        self.queue(self.timers.due(limit))  # TIMER-02 TIMER-03 TIMER-05

    def run_ready(self) -> None:
        """Run what is queued now, and nothing that is queued meanwhile."""
        ready = self.ready
        for _ in range(ready.cut()):  # SOON-03 SOON-04 TIMER-14
            ready.take()._run()  # SOON-01 THREAD-10

    def run_observed(self, observer: Observer) -> None:
        """As run_ready(), telling `observer` of each entry (debug mode)."""
        ready = self.ready
        for _ in range(ready.cut()):
            entry = ready.take()
            observer.before(entry)
            try:
                entry._run()
            finally:
                observer.after(entry)
                del entry  # frames of an exception lead here: see Task._step
