"""The questions about timers: when they are called, with what, and what their handles tell."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.models import timers as model
from conformance.suite.driving import (
    RESOLUTION,
    Loop,
    NewLoop,
    run_turns,
    run_until,
    run_until_stopped,
)
from conformance.suite.matter import Report, Thing, kept_alive
from conformance.suite.timing import METHODS, kind_of, schedule, when_of
from conformance.target import Target

TICKS = st.lists(st.integers(0, 4), min_size=1, max_size=6)


WAITS = (1, 7, 3, 20, 12, 2.5, 0.3)
"""Ticks that a sleeping loop waits, some of them no whole number of milliseconds."""


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
    early = early_by(loop, "call_later", [count * target.tick for count in WAITS])
    expect(
        early, [], doing=f"call_later with delays of {WAITS} ticks; list seconds by which calls were early"
    )


@clause("TIMER-03")
def test_call_at_is_never_early(loop: Loop, target: Target) -> None:
    """A loop that sleeps calls no call_at callback before its timestamp on its own clock."""
    early = early_by(loop, "call_at", [count * target.tick for count in WAITS])
    expect(early, [], doing=f"call_at {WAITS} ticks from now; list seconds by which calls were early")


def early_by(loop: Loop, method: str, delays: list[float]) -> list[float]:
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


@clause("TIMER-02")
def test_in_any_story_no_delay_is_cut_short(new_loop: NewLoop, target: Target) -> None:
    """However timers, callbacks, cancels and turns are mixed, no call_later timer cuts its delay short."""
    model.judge(new_loop, target.tick, model.delays_are_kept)


@clause("TIMER-03")
def test_in_any_story_no_deadline_is_beaten(new_loop: NewLoop, target: Target) -> None:
    """However timers, callbacks, cancels and turns are mixed, no call_at timer comes before its deadline."""
    model.judge(new_loop, target.tick, model.deadlines_are_kept)


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


@clause("TIMER-18")
@METHODS
def test_none_is_no_time(loop: Loop, method: str) -> None:
    """A deadline of None raises TypeError, and nothing is called."""
    ran: list[str] = []
    call: Callable[..., object] = getattr(loop, method)
    expect_raises(TypeError, call, None, ran.append, "ran", doing=f"{method}(None, callback)")
    run_turns(loop)
    expect(ran, [], doing=f"run the loop after a refused {method}(None, callback)")
