"""What monitors look things up in: the events of one trace, by the number of what they are about.

Keeps true: it only sorts; nothing is judged here. Does not know: clauses, programs, loops.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from conformance.language import Event, Trace

SCHEDULES = ("soon", "at", "later", "sleep", "readable", "from_thread", "when", "spawn")
TIMERS = ("at", "later", "sleep")
THREADS_OWN = ("call", "return")
LOOPS_OWN = (*THREADS_OWN, "handler", "stopped", "out", "stuck")
MAIN = 0
EAGER = "eager"
"""The detail of a spawn whose task takes its first step inside create_task."""


class Seen:
    """Places are indices into `events`; numbers are the serials of handles, futures and tasks."""

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self.events = trace.events
        self.scheduled: dict[int, int] = {}
        self.runs: dict[int, list[int]] = defaultdict(list)
        self.ends: dict[int, int] = {}
        self.cancels: dict[int, list[int]] = defaultdict(list)
        self.settled: dict[int, int] = {}
        for place, event in enumerate(trace.events):
            self._sort(place, event)

    def _sort(self, place: int, event: Event) -> None:
        if event.kind in SCHEDULES and event.serial:
            self.scheduled[event.serial] = place
        elif event.kind == "run":
            self.runs[event.serial].append(place)
        elif event.kind == "end":
            self.ends.setdefault(event.serial, place)
        elif event.kind == "cancel" and event.serial:
            self.cancels[event.serial].append(place)
        if self._settles(event):
            self.settled.setdefault(event.serial, place)

    def _settles(self, event: Event) -> bool:
        """Whether a future (not a task: that ends) got its outcome here."""
        if event.serial in self.scheduled:
            return False
        return (event.kind in ("resolve", "reject") and event.silent) or (
            event.kind == "cancel" and event.outcome == "=True"
        )

    def of(self, *kinds: str) -> list[tuple[int, Event]]:
        """The places and events of these kinds."""
        return [(place, event) for place, event in enumerate(self.events) if event.kind in kinds]

    def kind(self, number: int) -> str:
        """How the thing came to be: a verb of SCHEDULES; or '' for a future and for main."""
        place = self.scheduled.get(number)
        return "" if place is None else self.events[place].kind

    def made(self, *kinds: str) -> list[int]:
        """The numbers of what was made so, in order."""
        return [event.serial for _, event in self.of(*kinds) if event.serial]

    def is_eager(self, number: int) -> bool:
        """Whether the number is that of a task which begins inside create_task."""
        place = self.scheduled.get(number)
        return place is not None and self.events[place].detail == EAGER

    def is_task(self, number: int) -> bool:
        """Whether the number is a task's."""
        return self.kind(number) == "spawn"

    def first_run(self, number: int) -> int | None:
        """Where it ran first."""
        places = self.runs.get(number)
        return places[0] if places else None

    def first_cancel(self, number: int) -> int | None:
        """Where it was cancelled first."""
        places = self.cancels.get(number)
        return places[0] if places else None

    def done(self, number: int) -> int | None:
        """Where the future was settled or the task's coroutine ended. None: not, or a task that never
        began.
        """
        return self.ends.get(number) if self.is_task(number) else self.settled.get(number)

    def done_before(self, number: int, place: int) -> bool:
        """Whether it was done at that place."""
        done = self.done(number)
        return done is not None and done < place

    def veiled(self, number: int) -> bool:
        """Whether no event shows when it became done.

        So it is with a task that was cancelled before its first step, and with a future that may have been
        cancelled through a task that awaited it.
        """
        return number not in self.runs if self.is_task(number) else number in self._cancelled_awaits

    @cached_property
    def _cancelled_awaits(self) -> set[int]:
        return {event.serial for _, event in self.of("await") if event.outcome.startswith("!cancelled")}

    def end_of_caller(self, place: int) -> int:
        """Where the callback in which the event happened ended; the place itself when it was a coroutine."""
        by = self.events[place].by
        if self.is_task(by):
            return place
        return self.ends.get(by, place)

    @cached_property
    def stuck(self) -> bool:
        """Whether the loop came to rest with work undone."""
        return any(event.kind == "stuck" for event in self.events)

    @cached_property
    def awaited(self) -> set[int]:
        """The numbers of what some body waited for."""
        return {event.serial for _, event in self.of("waits")}

    def show(self, place: int) -> str:
        """The event in words, for a reason."""
        event = self.events[place]
        return event.token or f"({event.kind} {event.name})"
