"""The questions about timers and the loop's clock."""

from __future__ import annotations

import asyncio
import math
import socket
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.models import timers as model
from conformance.suite.driving import (
    RESOLUTION,
    Loop,
    NewLoop,
    let_pass,
    run_turns,
    run_until,
    run_until_stopped,
)
from conformance.suite.matter import Report, Thing, boom, kept_alive
from conformance.target import Target

METHODS = pytest.mark.parametrize("method", ["call_later", "call_at"])
TICKS = st.lists(st.integers(0, 4), min_size=1, max_size=6)
WAITS = (1, 7, 3, 20, 12, 2.5, 0.3)
"""Ticks that a sleeping loop waits, some of them no whole number of milliseconds."""
DAY = 24 * 3600
WRAPS = [(31, 1e-3), (32, 1e-3), (31, 1e-6), (32, 1e-6)]
"""Bits of a counter, and the seconds that it counts: what a loop may keep delays in, and overflow."""


def schedule(loop: Loop, method: str, delay: float, callback: Callable[..., object], *args: object) -> Any:
    """Schedule `delay` seconds from now, by call_later or by call_at."""
    when = delay if method == "call_later" else loop.time() + delay
    return getattr(loop, method)(when, callback, *args)


def kind_of(thing: object) -> str:
    """The name of its class."""
    return type(thing).__name__


def when_of(handle: Any) -> float:
    """What when() says; a handle without it breaks the clause in words."""
    expect_that(
        hasattr(handle, "when"), doing="look for when()", expected="a method", observed=kind_of(handle)
    )
    return float(handle.when())


# -- TIMER


@clause("TIMER-01")
@METHODS
@given(ticks=TICKS)
def test_each_timer_is_called_once(new_loop: NewLoop, target: Target, method: str, ticks: list[int]) -> None:
    """Any number of timers, equal deadlines among them, are each called exactly once."""
    loop, ran = new_loop(), list[int]()
    for number, count in enumerate(ticks):
        schedule(loop, method, count * target.tick, ran.append, number)
    run_until(loop, lambda: len(ran) >= len(ticks))
    run_turns(loop)
    loop.close()
    expect(
        sorted(ran), list(range(len(ticks))), doing=f"{method} with delays of {ticks} ticks; who was called"
    )


@clause("TIMER-01")
def test_in_any_story_timers_are_called_once(new_loop: NewLoop, target: Target) -> None:
    """In any mix of timers, callbacks, cancels and turns, each timer not cancelled is called exactly once."""
    model.judge(new_loop, target.tick, model.timers_are_called_once)


@clause("TIMER-02")
def test_call_later_is_never_early(loop: Loop, target: Target) -> None:
    """A loop that sleeps calls no call_later callback before its delay has passed on its own clock."""
    early = _early(loop, "call_later", [count * target.tick for count in WAITS])
    expect(
        early, [], doing=f"call_later with delays of {WAITS} ticks; list seconds by which calls were early"
    )


@clause("TIMER-03")
def test_call_at_is_never_early(loop: Loop, target: Target) -> None:
    """A loop that sleeps calls no call_at callback before its timestamp on its own clock."""
    early = _early(loop, "call_at", [count * target.tick for count in WAITS])
    expect(early, [], doing=f"call_at {WAITS} ticks from now; list seconds by which calls were early")


def _early(loop: Loop, method: str, delays: list[float]) -> list[float]:
    """By how many seconds timers were early, beyond the resolution a loop may have."""
    seen: list[float] = []

    def look(due: float) -> None:
        seen.append(due - loop.time())
        if len(seen) == len(delays):
            loop.stop()

    for delay in delays:
        schedule(loop, method, delay, look, loop.time() + delay)
    run_until_stopped(loop)
    return [lead for lead in seen if lead > RESOLUTION]


@clause("TIMER-02", "TIMER-03")
def test_in_any_story_no_timer_is_early(new_loop: NewLoop, target: Target) -> None:
    """However timers, callbacks, cancels and turns are mixed, no timer is called before its deadline."""
    model.judge(new_loop, target.tick, model.timers_are_not_early)


@clause("TIMER-04")
@given(ticks=st.lists(st.integers(0, 6), min_size=2, max_size=7, unique=True))
def test_call_at_runs_by_deadline(new_loop: NewLoop, target: Target, ticks: list[int]) -> None:
    """call_at timers with different deadlines run in that order, however they were scheduled."""
    loop, ran = new_loop(), list[int]()
    start = loop.time()
    for count in ticks:
        loop.call_at(start + count * target.tick, ran.append, count)
    run_until(loop, lambda: len(ran) >= len(ticks))
    loop.close()
    expect(
        ran,
        sorted(ticks),
        doing=f"call_at {ticks} ticks after one moment, in this order; which order was called",
    )


def _overtaken(deadlines: list[float]) -> list[float]:
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
    early = _overtaken([due[place] for place in ran])
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


@clause("TIMER-05")
@METHODS
@pytest.mark.parametrize("delay", [0, -1, -3600])
def test_a_past_deadline_runs_soon(loop: Loop, method: str, delay: int) -> None:
    """A timer that is due already is called after the call that made it, within a few turns."""
    log: list[str] = []

    def callback() -> None:
        schedule(loop, method, delay, log.append, "timer")
        log.append("end of callback")

    loop.call_soon(callback)
    run_until(loop, lambda: "timer" in log)
    expect(log, ["end of callback", "timer"], doing=f"{method} with a deadline {-delay} s ago, in a callback")


@clause("TIMER-05")
def test_a_loop_does_not_sleep_past_a_past_deadline(loop: Loop) -> None:
    """A loop with nothing but a timer that is overdue calls it instead of waiting."""
    loop.call_at(loop.time() - 1, loop.stop)
    expect(
        run_until_stopped(loop),
        True,
        doing="call_at(a second ago, loop.stop), run_forever(); did it stop by that",
    )


@clause("TIMER-06")
@METHODS
@pytest.mark.parametrize("delay", [3600, 0, -1])
def test_timers_are_timer_handles(loop: Loop, method: str, delay: int) -> None:
    """What call_later and call_at return is an asyncio.TimerHandle, also when the deadline is now or past."""
    handle = schedule(loop, method, delay, int)
    handle.cancel()
    expect_that(
        isinstance(handle, asyncio.TimerHandle),
        doing=f"look at what {method} returns for a deadline {delay} s from now",
        expected="an instance of asyncio.TimerHandle",
        observed=kind_of(handle),
    )


@clause("TIMER-07")
@given(delay=st.floats(-10.0, 1e6))
def test_when_is_the_timestamp(new_loop: NewLoop, delay: float) -> None:
    """when() of a call_at timer is its timestamp, to the clock's resolution."""
    loop = new_loop()
    when = loop.time() + delay
    handle = loop.call_at(when, int)
    off = abs(when_of(handle) - when)
    loop.close()
    expect_that(
        off <= RESOLUTION,
        doing=f"call_at(time() + {delay}).when()",
        expected="the timestamp given",
        observed=off,
    )


@clause("TIMER-08")
@given(delay=st.floats(0.0, 1e6))
def test_when_counts_from_the_call(new_loop: NewLoop, delay: float) -> None:
    """when() of a call_later timer lies one delay after a moment of the call."""
    loop = new_loop()
    before = loop.time()
    handle = loop.call_later(delay, int)
    after = loop.time()
    start = when_of(handle) - delay
    loop.close()
    expect_that(
        before - RESOLUTION <= start <= after + RESOLUTION,
        doing=f"call_later({delay}).when() - {delay}, seconds from the call's beginning",
        expected=f"between 0 and {after - before:.6f}",
        observed=start - before,
    )


@clause("TIMER-09")
@METHODS
@given(cancelled=st.lists(st.booleans(), min_size=1, max_size=8))
def test_cancelled_timers_are_not_called(
    new_loop: NewLoop, target: Target, method: str, cancelled: list[bool]
) -> None:
    """Of any number of timers, none of the cancelled ones is called."""
    loop, ran = new_loop(), list[int]()
    handles = [schedule(loop, method, target.tick, ran.append, number) for number in range(len(cancelled))]
    for handle, cancel in zip(handles, cancelled, strict=True):
        if cancel:
            handle.cancel()
    loop.call_later(2 * target.tick, ran.append, -1)
    run_until(loop, lambda: -1 in ran)
    loop.close()
    wrong = [number for number in ran if number >= 0 and cancelled[number]]
    expect(
        wrong,
        [],
        doing=f"cancel the timers where {cancelled} is true; list cancelled ones that were called",
    )


@clause("TIMER-09")
def test_in_any_story_cancelled_timers_stay_away(new_loop: NewLoop, target: Target) -> None:
    """However timers, callbacks, cancels and turns are mixed, no timer is called once it was cancelled."""
    model.judge(new_loop, target.tick, model.cancelled_timers_stay_away)


@clause("TIMER-10")
@settings(max_examples=12)
@given(kept=st.sets(st.integers(0, 299), max_size=40), latest_first=st.booleans())
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
    run_until(loop, lambda: 300 in ran)
    late.cancel()
    loop.close()
    doing = f"cancel all of 300 timers in 3 deadlines but {sorted(kept)}, one more to follow"
    expect(sorted(ran), [*sorted(kept), 300], doing=f"{doing}; who was called")
    told = all(hasattr(timers[n], "when") for n in ran)  # if not, TIMER-07 says so
    late_ones = _overtaken([timers[n].when() for n in ran] if told else [])
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
    loop.close()
    doing = f"set {many} timers in 5 deadlines, cancel all but each {every}th, set {more} more"
    expect(sorted(ran), expected, doing=f"{doing}; who was called")
    told = all(hasattr(timers[number], "when") for number in ran)  # if not, TIMER-07 says so
    late_ones = _overtaken([timers[number].when() for number in ran] if told else [])
    expect(late_ones, [], doing=f"{doing}; list seconds by which timers followed a later one")


@clause("TIMER-11")
@METHODS
@given(count=st.integers(0, 5))
def test_arguments_arrive_untouched(new_loop: NewLoop, method: str, count: int) -> None:
    """The callback gets the identical positional arguments, in order, and no others."""
    loop, given_, seen = new_loop(), tuple(object() for _ in range(count)), list[tuple[object, ...]]()
    schedule(loop, method, 0, lambda *args: seen.append(args), *given_)
    run_until(loop, lambda: bool(seen))
    loop.close()
    same = [len(args) == count and all(a is b for a, b in zip(args, given_, strict=True)) for args in seen]
    expect(
        same,
        [True],
        doing=f"{method}(..., callback, {count} objects); for each call: are these its arguments",
    )


@clause("TIMER-12")
@METHODS
@pytest.mark.parametrize("kind", [int, float])
def test_seconds_may_be_int_or_float(loop: Loop, method: str, kind: type[int] | type[float]) -> None:
    """call_later and call_at accept an int and a float, and call the callback."""
    ran: list[str] = []
    when = kind(0) if method == "call_later" else kind(int(loop.time()))
    try:
        getattr(loop, method)(when, ran.append, "ran")
        run_until(loop, lambda: bool(ran))
        observed = ran
    except TypeError as fault:
        observed = [f"TypeError: {fault}"]
    expect(observed, ["ran"], doing=f"{method} with {kind.__name__} {when}")


@clause("TIMER-13")
@METHODS
@pytest.mark.parametrize(("bits", "unit"), WRAPS)
def test_a_long_delay_does_not_wrap_round(
    loop: Loop, target: Target, method: str, bits: int, unit: float
) -> None:
    """A timer some ticks beyond what a machine word of clock units holds does not run after those ticks."""
    ran: list[str] = []
    whole = 2**bits * unit
    delay = whole * max(1, math.ceil(DAY / whole)) + 4 * target.tick
    far = schedule(loop, method, delay, ran.append, "far")
    loop.call_later(8 * target.tick, loop.stop)
    stopped = run_until_stopped(loop)
    run_turns(loop)
    far.cancel()
    expect(
        (ran, stopped),
        (list[str](), True),
        doing=f"{method} with a delay of {delay} s, {4 * target.tick:.3f} s more than a multiple of "
        f"2**{bits} times {unit} s, beside a timer of {8 * target.tick:.3f} s; who was called",
    )


@clause("TIMER-13")
@METHODS
@pytest.mark.parametrize("days", [2, 30, 400])
def test_a_delay_of_many_days(loop: Loop, target: Target, method: str, days: int) -> None:
    """A timer days away is accepted with its deadline, does not run today, and holds up no other timer."""
    ran: list[str] = []
    far = schedule(loop, method, days * DAY, ran.append, "far")
    off = abs(when_of(far) - loop.time() - days * DAY)
    loop.call_later(target.tick, loop.stop)
    stopped = run_until_stopped(loop)
    far.cancel()
    expect_that(
        off < DAY, doing=f"when() of a timer {days} days away", expected="days from now", observed=off
    )
    expect(
        (ran, stopped),
        (list[str](), True),
        doing=f"{method}({days} days) beside a timer of one tick; who was called",
    )


@clause("TIMER-13")
@pytest.mark.parametrize("days", [2, 30, 400])
def test_a_loop_can_wait_for_days(loop: Loop, target: Target, days: int) -> None:
    """A loop with nothing but a timer days away can wait, and is there when a descriptor becomes ready."""
    if "readiness" not in target.capabilities:
        pytest.skip("the question needs readiness")
    far = loop.call_later(days * DAY, int)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        loop.add_reader(ours, loop.stop)
        theirs.send(b"x")
        try:
            loop.run_forever()
            observed = "stopped by the reader"
        except Exception as fault:
            observed = f"run_forever raised {type(fault).__name__}: {fault}"
        loop.remove_reader(ours)
    far.cancel()
    expect(
        observed,
        "stopped by the reader",
        doing=f"run_forever with a timer {days} days away and a ready descriptor",
    )


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


@clause("TIMER-15")
def test_when_does_not_change(loop: Loop, loop_reports: list[Report]) -> None:
    """when() of a timer is the same before and after its run, and after cancel()."""
    ran: list[str] = []
    past, far = loop.call_later(0, ran.append, "ran"), loop.call_later(3600, int)
    before = when_of(past), when_of(far)
    far.cancel()
    run_until(loop, lambda: bool(ran))
    expect(
        (when_of(past), when_of(far)),
        before,
        doing="when() after the run of one timer and the cancel() of another",
    )


@clause("TIMER-16")
@METHODS
def test_a_cancelled_timer_lets_go(loop: Loop, method: str) -> None:
    """While the cancelled timer is still held, its callback and argument are collected."""

    def use(callback: Thing, argument: Thing) -> object:
        handle = schedule(loop, method, 3600, callback, argument)
        handle.cancel()
        return handle

    doing = f"cancel() a timer of {method} an hour away, drop callback and argument; which are kept alive"
    expect(kept_alive(use), [], doing=doing)


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


@clause("TIMER-18")
@METHODS
def test_none_is_no_time(loop: Loop, method: str) -> None:
    """A deadline of None raises TypeError, and nothing is called."""
    ran: list[str] = []
    call: Callable[..., object] = getattr(loop, method)
    expect_raises(TypeError, call, None, ran.append, "ran", doing=f"{method}(None, callback)")
    run_turns(loop)
    expect(ran, [], doing=f"run the loop after a refused {method}(None, callback)")


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


# -- CLOCK


@clause("CLOCK-01")
def test_time_is_a_float(loop: Loop) -> None:
    """time() returns a float, outside the run and inside."""
    kinds = [type(loop.time()).__name__]
    loop.call_soon(lambda: kinds.append(type(loop.time()).__name__))
    run_turns(loop)
    expect(kinds, ["float", "float"], doing="look at the type of time() outside the run and in a callback")


@clause("CLOCK-02")
def test_time_never_goes_back(loop: Loop, target: Target) -> None:
    """Over callbacks, timers, waits and runs, time() is never less than before."""
    readings: list[float] = []

    def read(left: int) -> None:
        readings.extend([loop.time(), loop.time()])
        if left % 2:
            loop.call_soon(read, left - 1)
        elif left:
            loop.call_later(target.tick / 4, read, left - 1)
        else:
            loop.stop()

    for _ in range(2):
        read(1)
        loop.call_soon(read, 20)
        run_until_stopped(loop)
    steps = [after - before for before, after in pairwise(readings)]
    backwards = [step for step in steps if step < 0]
    expect(
        backwards, [], doing=f"read time() {len(readings)} times over two runs; list steps back, in seconds"
    )


@clause("CLOCK-03")
def test_time_is_one_clock(loop: Loop, target: Target) -> None:
    """A deadline computed before the run holds in it; readings before, during and after are in order."""
    readings = [loop.time()]

    def look() -> None:
        readings.append(loop.time())
        loop.stop()

    loop.call_at(readings[0] + target.tick, look)
    run_until_stopped(loop)
    readings.append(loop.time())
    steps = [after - before for before, after in pairwise(readings)]
    least = target.tick - RESOLUTION
    expect_that(
        len(steps) == 2 and steps[0] >= least and steps[1] >= 0,
        doing="call_at(time() + a tick) before the run; seconds to the callback, and on to after the run",
        expected=f"at least {least:.3f}, then at least 0",
        observed=[round(step, 6) for step in steps],
    )


@clause("CLOCK-04")
def test_time_counts_seconds(loop: Loop) -> None:
    """Between two turns, time() moves on by as many seconds as passed between them."""
    moments: list[tuple[float, float, float]] = []

    def read() -> None:
        moments.append((time.monotonic(), loop.time(), time.monotonic()))

    start = time.monotonic()
    loop.call_soon(read)
    run_turns(loop)
    let_pass(0.05)
    passed = time.monotonic()
    loop.call_soon(read)
    run_turns(loop)
    (_, first, earliest), (_, second, end) = moments
    least, most = passed - earliest - 2 * RESOLUTION, end - start + 2 * RESOLUTION
    expect_that(
        least <= second - first <= most,
        doing="read time() in two turns; seconds between them by loop.time()",
        expected=f"between {least:.3f} and {most:.3f}, as by time.monotonic()",
        observed=second - first,
    )


@clause("CLOCK-04")
def test_time_passes_within_a_callback(loop: Loop) -> None:
    """While a callback takes its time, time() moves on by as many seconds."""
    seen: list[float] = []

    def busy() -> None:
        first, begun = loop.time(), time.monotonic()
        let_pass(0.05)
        ended = time.monotonic()
        seen.extend([loop.time() - first, ended - begun])

    loop.call_soon(busy)
    run_turns(loop)
    moved, passed = seen
    expect_that(
        moved >= passed - 2 * RESOLUTION,
        doing="read time() twice in one callback that is busy in between; seconds between the readings",
        expected=f"at least {passed - 2 * RESOLUTION:.3f}, as by time.monotonic()",
        observed=moved,
    )
