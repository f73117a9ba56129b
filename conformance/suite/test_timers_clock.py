"""The questions about the loop's clock, and about deadlines far away."""

from __future__ import annotations

import math
import socket
import time
from itertools import pairwise

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.driving import (
    RESOLUTION,
    Loop,
    let_pass,
    run_turns,
    run_until_stopped,
)
from conformance.suite.timing import METHODS, schedule, when_of
from conformance.target import Target

DAY = 24 * 3600


WRAPS = [(31, 1e-3), (32, 1e-3), (31, 1e-6), (32, 1e-6)]
"""Bits of a counter, and the seconds that it counts: what a loop may keep delays in, and overflow."""


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
