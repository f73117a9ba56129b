"""The parts of a loop that asks a chooser wherever the documentation leaves it free (see choices.py).

Keeps true: with a chooser that always says 0, such a loop runs every program exactly as the plain one does.
Does not know: what is being searched for. The plain parts know nothing of this module and pay nothing.

Time is free only under a VirtualClock; on a real one TIMER-21 answers itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from .choices import READY_20, READY_29, THREAD_20, TIMER_20, TIMER_21, TIMER_22, Chooser, in_any_order, pick
from .clock import NANOSECOND, VirtualClock
from .contracts import Clock, Observer, Runnable
from .handles import TimerHandle
from .ready import Ready
from .timers import Timers
from .turn import Events, Turn


class ExploringReady(Ready):
    """A queue into which other threads' entries land where the chooser says; each thread's stay in order."""

    __slots__ = ("_chooser", "_last", "batch")

    def __init__(self, chooser: Chooser) -> None:
        super().__init__()
        self.batch = 0  # INVARIANT: how many of the first entries belong to the turn that is running
        self._chooser = chooser
        self._last: dict[int, Runnable] = {}

    def cut(self) -> int:
        """Begin a turn with all that is queued."""
        self.batch = len(self)
        return self.batch

    def take(self) -> Runnable:
        """Hand out the first entry of the turn."""
        self.batch -= 1
        return self.popleft()

    def land(self, entry: Runnable) -> None:
        """Queue `entry` of another thread at the end (0), or 1, 2, ... places before it. THREAD-20."""
        thread = threading.get_ident()
        free = len(self) - self._after(self._last.get(thread))
        self.put(len(self) - pick(self._chooser, THREAD_20, free + 1, entry), entry)
        self._last[thread] = entry

    def put(self, place: int, entry: Runnable) -> None:
        """Insert `entry`; inside the running turn's part it belongs to that turn."""
        self.insert(place, entry)
        self.batch += place < self.batch

    def admit(self, handles: Iterable[Runnable], place: int) -> int:
        """Queue handles of ready descriptors in this order, none before `place`; return the first place
        behind them. READY-29.
        """
        for handle in handles:
            place = len(self) - pick(self._chooser, READY_29, len(self) - place + 1, handle)
            self.put(place, handle)
            place += 1
        return place

    def places(self) -> int:
        """At how many places an entry can be put with `defer`."""
        return len(self) + 2

    def defer(self, entry: Runnable, number: int) -> None:
        """Queue `entry` at the end (0), or 1, 2, ... places before it, down to the front of the running turn.

        The end of that turn and the beginning of the next are two places: the poller is asked in between.
        """
        later = len(self) - self.batch
        if number <= later:
            self.insert(len(self) - number, entry)
        else:
            self.insert(self.batch - (number - later - 1), entry)
            self.batch += 1

    def join(self, due: list[TimerHandle]) -> None:
        """Queue due timers, in this order, each at or before the end of the queue. TIMER-22.

        None joins the turn that is running, or goes before a timer in the queue that was due earlier.
        """
        place = self.batch
        for timer in due:
            place = max(place, self._after_timers_before(timer.when()))
            place = len(self) - pick(self._chooser, TIMER_22, len(self) - place + 1, timer)
            self.put(place, timer)
            place += 1

    def _after_timers_before(self, deadline: float) -> int:
        places = (
            place
            for place, entry in enumerate(self, 1)
            if isinstance(entry, TimerHandle) and entry.when() < deadline
        )
        return max(places, default=0)

    def _after(self, mark: Runnable | None) -> int:
        return next((place + 1 for place, entry in enumerate(self) if entry is mark), 0)


class ExploringTimers(Timers):
    """Timers of which one that is due already when it is added may join the queue at once. TIMER-22."""

    def __init__(self, chooser: Chooser, clock: Clock, ready: ExploringReady) -> None:
        super().__init__()
        self._chooser, self._clock, self._queue = chooser, clock, ready

    def add(self, timer: TimerHandle) -> None:
        """Await the deadline of `timer` (0) or, if that has come, queue it after those due before it (1)."""
        limit = self._clock.time() + self._clock.resolution
        if timer.when() < limit and pick(self._chooser, TIMER_22, 2):
            self._queue.join(list(self.due(limit)))
            self._queue.push(timer)
        else:
            super().add(timer)


@dataclass(slots=True)
class ExploringTurn(Turn):
    """A turn that asks how late it is, who goes first, and where due timers joined the queue."""

    chooser: Chooser | None = None
    limit: float = 0.0
    place: int = 0
    """Where in the queue the next ready descriptor's callback may go at the earliest."""

    def wait(self, timeout: float | None) -> Events:
        """Wait as ever, then let more time pass if the chooser says so. TIMER-21."""
        cast("ExploringReady", self.ready).batch = 0  # an exit may have left a part of the last turn
        events = Turn.wait(self, timeout)
        now = self.clock.time()
        self.limit = now + self.clock.resolution
        if isinstance(self.clock, VirtualClock):
            self._let_time_pass(self.clock, now)
        return events

    def _let_time_pass(self, clock: VirtualClock, now: float) -> None:
        """Choose among the intervals between deadlines.

        0 is no more time; 1, 2, ... is until the next deadline, the one after it, ...; the answers after
        those say that of deadlines closer together than the resolution only the first have come.
        """
        ahead = [when for when in self.timers.deadlines() if when >= now + NANOSECOND]
        far = [when for when in ahead if when >= self.limit]
        near = ahead[: len(ahead) - len(far)]
        answer = pick(self._ask, TIMER_21, 1 + len(far) + len(near))
        if 0 < answer <= len(far):
            clock.advance(far[answer - 1] - now)
            self.limit = far[answer - 1] + clock.resolution
        elif answer:
            self.limit = near[answer - len(far) - 1]

    @property
    def _ask(self) -> Chooser:
        return cast("Chooser", self.chooser)

    def collect(self, events: Events) -> None:
        """Report ready descriptors in any order. READY-20."""
        self.place = 0
        Turn.collect(self, in_any_order(self._ask, READY_20, events))

    def queue(self, handles: Iterable[Runnable]) -> None:
        """Queue the handles of a ready descriptor behind those collected before it. READY-29."""
        self.place = cast("ExploringReady", self.ready).admit(handles, self.place)

    def move_due(self) -> None:
        """Queue due timers, equal ones in any order (TIMER-20)."""
        cast("ExploringReady", self.ready).join(self._in_order(list(self.timers.due(self.limit))))

    def _in_order(self, due: list[TimerHandle]) -> list[TimerHandle]:
        ordered: list[TimerHandle] = []
        while due:
            end = due[0].when() + self.clock.resolution
            group = [timer for timer in due if timer.when() < end]
            ordered += in_any_order(self._ask, TIMER_20, group)
            del due[: len(group)]
        return ordered

    def run_ready(self) -> None:
        """Run this turn's part of the queue, which may grow while it runs (THREAD-20)."""
        ready = cast("ExploringReady", self.ready)
        ready.cut()
        while ready.batch:
            ready.take()._run()

    def run_observed(self, observer: Observer) -> None:
        """As run_ready(), telling `observer` of each entry."""
        ready = cast("ExploringReady", self.ready)
        ready.cut()
        while ready.batch:
            entry = ready.take()
            observer.before(entry)
            try:
                entry._run()
            finally:
                observer.after(entry)
