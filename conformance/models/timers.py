"""Timers and handles as a rule-based machine: any mix of scheduling, cancelling, turns and passing time.

Keeps true: the machine only acts and writes down what happened (`Story`); whether that is right is said by
monitors, one per clause, predicates over the story that know neither the machine nor any loop.
Deliberately does not know how late a timer may be (TIMER-21), nor which of two equal deadlines goes first
(TIMER-20): no monitor asks.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import cast

from hypothesis import Phase, settings, stateful
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, rule

from conformance.clause import clause
from conformance.expect import expect

RESOLUTION = 0.002
"""Seconds by which a loop may round deadlines (TIMER-23)."""
GRACE = 200
"""Turns that the end of a story, when the last deadline has passed, waits for what should still come."""
LENGTHS = (3, 6, 12)
"""Acts in a story. Short ones are told first: what breaks them needs no shrinking, which would tell hundreds
more, with real waits."""
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)


@dataclass
class Entry:
    """One scheduled callback. Moments are counted in turns of the loop, deadlines in seconds of its clock."""

    number: int
    how: str
    due: float | None
    latest: float
    """The deadline, should the loop have read its clock as late as the end of the call."""
    born: int
    overdue: bool = False
    """Whether its deadline had come when it was set: a question of the suite asks for the place of those."""
    cancelled: int | None = None
    runs: list[Run] = field(default_factory=lambda: list[Run]())

    def __str__(self) -> str:
        return f"{self.how} {self.number}"


@dataclass(frozen=True)
class Run:
    """One call of an entry's callback: its place among all calls, the turn, and the loop's time."""

    place: int
    turn: int
    time: float


@dataclass
class Story:
    """What was scheduled, cancelled and called, and a line for each act, so that a stranger can redo it."""

    entries: list[Entry] = field(default_factory=lambda: list[Entry]())
    acts: list[str] = field(default_factory=lambda: list[str]())
    ended: bool = False
    """Whether all that should still come had come before patience ended."""

    @property
    def timers(self) -> list[Entry]:
        """The entries that have a deadline."""
        return [entry for entry in self.entries if entry.due is not None]

    @property
    def soons(self) -> list[Entry]:
        """The entries of call_soon."""
        return [entry for entry in self.entries if entry.due is None]

    @property
    def doing(self) -> str:
        """The acts, for a report."""
        return ", ".join(self.acts)


Monitor = Callable[[Story], None]


class TimerMachine(RuleBasedStateMachine):
    """Acts on one loop, which it closes at the end; then asks the monitor."""

    handles = Bundle("handles")

    def __init__(
        self, new_loop: Callable[[], asyncio.AbstractEventLoop], tick: float, monitor: Monitor
    ) -> None:
        super().__init__()
        self.loop, self.tick, self.monitor = new_loop(), tick, monitor
        self.story, self.turns, self.calls = Story(), 0, 0
        self.made: list[tuple[Entry, asyncio.Handle]] = []

    def _add(self, how: str, due: float | None) -> Entry:
        entry = Entry(len(self.story.entries), how, due, due or 0.0, self.turns)
        self.story.entries.append(entry)
        self.story.acts.append(str(entry))
        return entry

    def _call(self, entry: Entry) -> None:
        entry.runs.append(Run(self.calls, self.turns, self.loop.time()))
        self.calls += 1

    def _keep(self, entry: Entry, handle: asyncio.Handle) -> int:
        self.made.append((entry, handle))
        return entry.number

    def _keep_timer(self, entry: Entry, handle: asyncio.Handle) -> int:
        entry.overdue = entry.due is not None and self.loop.time() >= entry.due
        return self._keep(entry, handle)

    def _cancel(self, number: int) -> None:
        entry, handle = self.made[number]
        handle.cancel()
        if entry.cancelled is None and not entry.runs:
            entry.cancelled = self.calls

    @rule(target=handles)
    def soon(self) -> int:
        """Schedule a callback for the next turn."""
        entry = self._add("call_soon", None)
        return self._keep(entry, self.loop.call_soon(self._call, entry))

    @rule(target=handles, ticks=st.integers(0, 3))
    def later(self, ticks: int) -> int:
        """Schedule a callback some ticks from now."""
        entry = self._add(f"call_later({ticks})", self.loop.time() + ticks * self.tick)
        handle = self.loop.call_later(ticks * self.tick, self._call, entry)
        entry.latest = self.loop.time() + ticks * self.tick
        return self._keep_timer(entry, handle)

    @rule(target=handles, ticks=st.integers(-2, 3))
    def at(self, ticks: int) -> int:
        """Schedule a callback for a moment some ticks from now, or gone by."""
        due = self.loop.time() + ticks * self.tick
        entry = self._add(f"call_at({ticks})", due)
        return self._keep_timer(entry, self.loop.call_at(due, self._call, entry))

    @rule(number=handles)
    def cancel(self, number: int) -> None:
        """Cancel a handle, whatever has become of it."""
        self.story.acts.append(f"cancel {number}")
        self._cancel(number)

    @rule(target=handles, number=handles)
    def soon_cancel(self, number: int) -> int:
        """Schedule a callback that cancels a handle."""
        entry = self._add(f"call_soon(cancel {number})", None)

        def call() -> None:
            self._call(entry)
            self._cancel(number)

        return self._keep(entry, self.loop.call_soon(call))

    @rule()
    def turn(self) -> None:
        """Let the loop take one turn."""
        self.story.acts.append("turn")
        self._turn()

    @rule(ticks=st.integers(1, 2))
    def let_pass(self, ticks: int) -> None:
        """Let time pass while the loop stands still."""
        self.story.acts.append(f"{ticks} ticks pass")
        until = time.monotonic() + ticks * self.tick
        while time.monotonic() < until:
            pass
        self._turn()

    def _turn(self) -> None:
        self.turns += 1
        self.loop.stop()
        self.loop.run_forever()

    def teardown(self) -> None:
        """Let everything come that should, close the loop, and judge."""
        last = max((entry.latest for entry in self.story.entries), default=0.0) + RESOLUTION
        grace = GRACE
        while self._pending() and grace:
            self._turn()
            grace -= self.loop.time() > last
        self.story.ended = not self._pending()
        self.loop.close()
        self.monitor(self.story)

    def _pending(self) -> bool:
        return any(not entry.runs and entry.cancelled is None for entry in self.story.entries)


def judge(new_loop: Callable[[], asyncio.AbstractEventLoop], tick: float, monitor: Monitor) -> None:
    """Tell many stories to the monitor; it raises Broken for the first that breaks its clause.

    ``tick`` is in seconds. Each story has a loop of its own, closed when it ends.
    """
    run = cast("Callable[..., None]", vars(stateful)["run_state_machine_as_test"])  # half typed there
    for length in LENGTHS:
        run(
            lambda: TimerMachine(new_loop, tick, monitor),
            settings=settings(settings.default, stateful_step_count=length, phases=PHASES),
        )


def _calls(entries: list[Entry]) -> list[str]:
    return [f"{entry}: {len(entry.runs)}" for entry in entries]


@clause("TIMER-01")
def timers_are_called_once(story: Story) -> None:
    """Each timer that nobody cancelled is called exactly once, and none twice."""
    wrong = [e for e in story.timers if len(e.runs) > 1 or (not e.runs and e.cancelled is None)]
    expect(_calls(wrong), [], doing=f"{story.doing}; list timers with a wrong number of calls")


@clause("SOON-01")
def soons_are_called_once(story: Story) -> None:
    """Each call_soon callback that nobody cancelled is called exactly once, and none twice."""
    wrong = [e for e in story.soons if len(e.runs) > 1 or (not e.runs and e.cancelled is None)]
    expect(_calls(wrong), [], doing=f"{story.doing}; list callbacks with a wrong number of calls")


@clause("TIMER-02")
def delays_are_kept(story: Story) -> None:
    """No timer of call_later is called before its delay has passed, on the loop's clock."""
    _expect_none_early(story, "call_later")


@clause("TIMER-03")
def deadlines_are_kept(story: Story) -> None:
    """No timer of call_at is called before its deadline, on the loop's clock."""
    _expect_none_early(story, "call_at")


def _expect_none_early(story: Story, method: str) -> None:
    set_by = [entry for entry in story.timers if entry.how.startswith(method)]
    early = [str(e) for e in set_by for run in e.runs if e.due and run.time < e.due - RESOLUTION]
    expect(early, [], doing=f"{story.doing}; list {method} timers called before their deadline")


@clause("TIMER-04")
def timers_keep_their_order(story: Story) -> None:
    """A timer scheduled before the turn in which a later deadline ran has run before it."""
    wrong = [
        f"{late} before {early}" for early in story.timers for late in story.timers if _overtaken(early, late)
    ]
    expect(wrong, [], doing=f"{story.doing}; list timers that overtook an earlier deadline")


def _overtaken(early: Entry, late: Entry) -> bool:
    """Whether `late` ran first although both were set in time and waiting when its turn began."""
    if early.overdue or late.overdue:
        return False
    if early.due is None or late.due is None or late.due - early.latest <= RESOLUTION or not late.runs:
        return False
    run = late.runs[0]
    waiting = early.born < run.turn and (early.cancelled is None or early.cancelled > run.place)
    return waiting and (not early.runs or early.runs[0].place > run.place)


@clause("HANDLE-01")
def cancelled_soons_stay_away(story: Story) -> None:
    """No call_soon callback is called once its handle was cancelled."""
    expect(_resurrected(story.soons), [], doing=f"{story.doing}; list cancelled callbacks that were called")


@clause("TIMER-09")
def cancelled_timers_stay_away(story: Story) -> None:
    """No timer is called once its handle was cancelled."""
    expect(_resurrected(story.timers), [], doing=f"{story.doing}; list cancelled timers that were called")


def _resurrected(entries: list[Entry]) -> list[str]:
    return [str(e) for e in entries for run in e.runs if e.cancelled is not None and run.place >= e.cancelled]


@clause("SOON-02")
def soons_keep_their_order(story: Story) -> None:
    """call_soon callbacks run in the order in which they were scheduled."""
    ran = sorted((run.place, entry.number) for entry in story.soons for run in entry.runs)
    order = [number for _, number in ran]
    expect(order, sorted(order), doing=f"{story.doing}; list call_soon callbacks as they ran")
