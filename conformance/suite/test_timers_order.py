"""The questions about the order in which timers run."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect
from conformance.models import timers as model
from conformance.suite.driving import (
    RESOLUTION,
    Loop,
    NewLoop,
    let_pass,
    run_turns,
    run_until,
)
from conformance.suite.matter import Report, boom
from conformance.suite.timing import when_of
from conformance.target import Target


@clause("TIMER-04")
@given(ticks=st.lists(st.integers(1, 7), min_size=2, max_size=7, unique=True))
def test_call_at_runs_by_deadline(new_loop: NewLoop, target: Target, ticks: list[int]) -> None:
    """call_at timers set before their deadlines, which differ, run in that order, however they were set."""
    loop, ran, due = new_loop(), list[int](), dict[int, float]()
    start = loop.time()
    for count in ticks:
        when = start + count * target.tick
        handle = loop.call_at(when, ran.append, count)
        if loop.time() < when:  # else the machine stood still, and this is another question, asked below
            due[count] = when_of(handle)
    run_until(loop, lambda: len(ran) >= len(ticks))
    loop.close()
    doing = f"call_at {ticks} ticks after one moment, in this order"
    expect(sorted(ran), sorted(ticks), doing=f"{doing}; who was called")
    early = overtaken_by([due[count] for count in ran if count in due])
    expect(early, [], doing=f"{doing}; list seconds by which timers followed a later one")


def overtaken_by(deadlines: list[float]) -> list[float]:
    """By how many seconds timers, in the order of their calls, followed one with a later deadline."""
    leads = [first - second for first, second in pairwise(deadlines)]
    return [lead for lead in leads if lead > RESOLUTION]


@clause("TIMER-04")
@given(ticks=st.lists(st.integers(1, 7), min_size=2, max_size=7, unique=True))
def test_call_later_runs_by_deadline(new_loop: NewLoop, target: Target, ticks: list[int]) -> None:
    """call_later timers run in the order of their when(), to the clock's resolution."""
    loop, ran = new_loop(), list[int]()
    due = [
        when_of(loop.call_later(count * target.tick, ran.append, place)) for place, count in enumerate(ticks)
    ]
    run_until(loop, lambda: len(ran) >= len(ticks))
    loop.close()
    early = overtaken_by([due[place] for place in ran])
    expect(
        early,
        [],
        doing=f"call_later {ticks} ticks, in this order; list seconds by which timers followed a later one",
    )


@clause("TIMER-04")
def test_overdue_timers_run_by_deadline(loop: Loop) -> None:
    """Of two timers that are overdue when they are set, the earlier deadline goes first."""
    ran: list[str] = []
    now = loop.time()
    loop.call_at(now - 1, ran.append, "a second ago")
    loop.call_at(now - 2, ran.append, "two seconds ago")
    run_until(loop, lambda: len(ran) >= 2)
    expect(
        ran, ["two seconds ago", "a second ago"], doing="call_at a second ago, then call_at two seconds ago"
    )


@clause("TIMER-04")
def test_a_busy_callback_does_not_shift_deadlines(loop: Loop, target: Target) -> None:
    """Deadlines given before and after a callback has taken its time run in their order."""
    ran: list[str] = []

    def busy() -> None:
        start = loop.time()
        loop.call_at(start + 4 * target.tick, ran.append, "4 ticks")
        let_pass(2 * target.tick)
        loop.call_at(start + 3 * target.tick, ran.append, "3 ticks")

    loop.call_soon(busy)
    run_until(loop, lambda: len(ran) >= 2)
    expect(
        ran,
        ["3 ticks", "4 ticks"],
        doing="call_at 4 ticks from the start, be busy for 2, call_at 3 ticks from the start",
    )


@clause("TIMER-04")
def test_in_any_story_timers_keep_their_order(new_loop: NewLoop, target: Target) -> None:
    """In any mix of timers, callbacks, cancels and turns, no timer overtakes an earlier one that waits."""
    model.judge(new_loop, target.tick, model.timers_keep_their_order)


@clause("TIMER-10")
@settings(max_examples=12)
@given(kept=st.sets(st.integers(0, 299), max_size=40), latest_first=st.booleans())
@example(kept={1, 27, 150, 299}, latest_first=True)
@example(kept={0, 1, 2, 299}, latest_first=False)
def test_pruning_loses_no_timer(
    new_loop: NewLoop, target: Target, kept: set[int], latest_first: bool
) -> None:
    """Of 300 timers most are cancelled; the others are each called once, by their deadlines."""
    loop, ran = new_loop(), list[int]()
    numbers = range(299, -1, -1) if latest_first else range(300)
    start = loop.time() + 10 * target.tick  # all are scheduled before the first is due
    handles = {n: loop.call_at(start + (n % 3) * target.tick, ran.append, n) for n in numbers}
    for number, handle in handles.items():
        if number not in kept:
            handle.cancel()
    late = loop.call_at(start + 3 * target.tick, ran.append, 300)
    timers = {**handles, 300: late}
    run_until(loop, lambda: len(ran) > len(kept))  # the late one, should it be overdue, need not be the last
    run_turns(loop)
    loop.close()
    doing = f"cancel all of 300 timers in 3 deadlines but {sorted(kept)}, one more to follow"
    expect(sorted(ran), [*sorted(kept), 300], doing=f"{doing}; who was called")
    told = all(hasattr(timers[n], "when") for n in ran)  # if not, TIMER-07 says so
    late_ones = overtaken_by([timers[n].when() for n in ran] if told else [])
    expect(late_ones, [], doing=f"{doing}; list seconds by which timers followed a later one")


@clause("TIMER-10")
@settings(max_examples=12)
@given(many=st.integers(1, 300), every=st.integers(2, 20), more=st.integers(0, 250))
@example(many=120, every=6, more=40)
def test_pruning_keeps_the_order(new_loop: NewLoop, target: Target, many: int, every: int, more: int) -> None:
    """Timers that outlive the cancelling of most others, and those set afterwards, run by their deadlines."""
    loop, ran = new_loop(), list[int]()
    start = loop.time() + 20 * target.tick  # all are scheduled before the first is due
    timers: list[Any] = []

    def add(number: int) -> None:
        timers.append(loop.call_at(start + number * 7 % 5 * target.tick, ran.append, number))

    for number in range(many):
        add(number)
    for number in range(many):
        if number % every:
            timers[number].cancel()
    for number in range(many, many + more):
        add(number)
    expected = [number for number in range(many + more) if number >= many or number % every == 0]
    run_until(loop, lambda: len(ran) >= len(expected))
    run_turns(loop)
    loop.close()
    doing = f"set {many} timers in 5 deadlines, cancel all but each {every}th, set {more} more"
    expect(sorted(ran), expected, doing=f"{doing}; who was called")
    told = all(hasattr(timers[number], "when") for number in ran)  # if not, TIMER-07 says so
    late_ones = overtaken_by([timers[number].when() for number in ran] if told else [])
    expect(late_ones, [], doing=f"{doing}; list seconds by which timers followed a later one")


@clause("TIMER-14")
def test_zero_delays_lock_nobody_out(loop: Loop, target: Target) -> None:
    """Beside timers that reschedule themselves with no delay, a callback and a timer still run."""
    ran: list[str] = []
    left = [50_000]

    def again() -> None:
        left[0] -= 1
        if left[0] == 0:
            ran.append("patience ended")
        if len(ran) < 2 and left[0] > 0:
            loop.call_later(0, again)
        else:
            loop.stop()

    loop.call_later(0, again)
    loop.call_later(0, again)
    loop.call_soon(ran.append, "soon")
    timer = loop.call_later(target.tick, ran.append, "timer")
    loop.run_forever()
    timer.cancel()
    run_turns(loop)
    expect(
        sorted(ran[:2]),
        ["soon", "timer"],
        doing="two timers that reschedule themselves with call_later(0); who else ran",
    )


@clause("TIMER-17")
def test_a_failing_timer_stops_nobody(loop: Loop, target: Target, loop_reports: list[Report]) -> None:
    """Timers due with, and after, one that raises are called."""
    ran: list[str] = []
    loop.call_later(0, boom)
    loop.call_later(0, ran.append, "same time")
    loop.call_later(target.tick, ran.append, "later")
    run_until(loop, lambda: len(ran) >= 2)
    expect(
        sorted(ran),
        ["later", "same time"],
        doing="call_later: one that raises, one at the same time, one a tick later",
    )


@clause("TIMER-19")
def test_due_timers_can_cancel_each_other(loop: Loop, target: Target) -> None:
    """Of two timers that are both overdue, the earlier one can cancel the later one."""
    ran: list[str] = []

    def first() -> None:
        ran.append("first")
        second.cancel()

    start = loop.time()
    loop.call_at(start + target.tick, first)
    second = loop.call_at(start + 2 * target.tick, ran.append, "second")
    let_pass(3 * target.tick)
    run_until(loop, lambda: bool(ran))
    run_turns(loop)
    expect(ran, ["first"], doing="let two timers become due, the first cancels the second; who was called")
