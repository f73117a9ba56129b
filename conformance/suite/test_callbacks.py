"""The questions about plain callbacks."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.models import timers as model
from conformance.suite.driving import Loop, NewLoop, keep_busy, run_turns, run_until
from conformance.suite.matter import Report, Thing, boom, kept_alive
from conformance.target import Target

PLANS = st.lists(st.lists(st.integers(0, 9), max_size=3), min_size=1, max_size=10)
"""For callback i, the numbers of the callbacks that it schedules; a number already scheduled is left out."""


ARGUMENTS: st.SearchStrategy[object] = st.one_of(
    st.builds(object),
    st.none(),
    st.integers(),
    st.text(max_size=3),
    st.lists(st.integers(), max_size=3),
    st.lists(st.integers(), max_size=3).map(tuple),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=3),
    st.just(len),
)
"""What a callback may be given: nothing in it has a meaning for the loop."""


def _run_plan(loop: Loop, plan: list[list[int]], roots: int) -> list[int]:
    """The order in which the callbacks of a plan ran, the first `roots` of them scheduled from outside."""
    ran: list[int] = []
    made = set(range(roots))

    def body(number: int) -> None:
        ran.append(number)
        for child in plan[number]:
            if child < len(plan) and child not in made:
                made.add(child)
                loop.call_soon(body, child)

    for number in range(roots):
        loop.call_soon(body, number)
    run_turns(loop, len(plan) + 1)
    return ran


def _queue_order(plan: list[list[int]], roots: int) -> list[int]:
    """What a plain queue makes of the plan: first in, first out."""
    queue, made, order = deque(range(roots)), set(range(roots)), list[int]()
    while queue:
        order.append(queue.popleft())
        for child in plan[order[-1]]:
            if child < len(plan) and child not in made:
                made.add(child)
                queue.append(child)
    return order


@clause("SOON-01")
@given(plan=PLANS, roots=st.integers(1, 10))
def test_each_callback_is_called_once(new_loop: NewLoop, plan: list[list[int]], roots: int) -> None:
    """However callbacks schedule each other, each one scheduled is called exactly once."""
    loop, roots = new_loop(), min(roots, len(plan))
    ran = _run_plan(loop, plan, roots)
    loop.close()
    expect(
        sorted(ran),
        sorted(_queue_order(plan, roots)),
        doing=f"run {roots} callbacks that schedule others as in {plan}",
    )


@clause("SOON-02")
@given(count=st.integers(1, 60) | st.integers(100, 1500), turns=st.integers(1, 3))
@example(count=1500, turns=2)
def test_callbacks_run_in_order(new_loop: NewLoop, count: int, turns: int) -> None:
    """Any number of callbacks scheduled one after the other run in that order."""
    loop, ran = new_loop(), list[int]()

    def schedule(turn: int) -> None:
        for number in range(count):
            loop.call_soon(ran.append, turn * count + number)

    schedule(0)
    for turn in range(1, turns):
        loop.call_soon(schedule, turn)
    run_turns(loop)
    loop.close()
    wrong = [(one, other) for one, other in pairwise(ran) if one >= other]
    expect(
        wrong[:5],
        [],
        doing=f"call_soon {count} callbacks at once, {turns} times over; the first neighbours out of order",
    )


@clause("SOON-03")
def test_call_soon_does_not_call(loop: Loop) -> None:
    """Neither outside the run nor in a callback is anything called before call_soon returns."""
    log: list[str] = []

    def outer() -> None:
        loop.call_soon(log.append, "inner")
        log.append("end of outer")

    loop.call_soon(outer)
    log.append("returned")
    run_turns(loop)
    expect(
        log,
        ["returned", "end of outer", "inner"],
        doing="log the return of call_soon, the end of the caller, the call",
    )


@clause("SOON-03")
def test_call_soon_does_not_call_in_a_timer(loop: Loop) -> None:
    """In the callback of a timer, too, nothing is called before call_soon returns."""
    log: list[str] = []

    def timer() -> None:
        loop.call_soon(log.append, "inner")
        log.append("end of timer")

    loop.call_later(0, timer)
    run_until(loop, lambda: len(log) == 2)
    expect(log, ["end of timer", "inner"], doing="call_soon in a timer; log the end of the timer, the call")


@clause("SOON-04")
@given(plan=PLANS, roots=st.integers(1, 10))
def test_new_callbacks_go_to_the_end_of_the_line(
    new_loop: NewLoop, plan: list[list[int]], roots: int
) -> None:
    """However callbacks schedule each other, they run in the order of a plain queue."""
    loop, roots = new_loop(), min(roots, len(plan))
    ran = _run_plan(loop, plan, roots)
    loop.close()
    expect(ran, _queue_order(plan, roots), doing=f"run {roots} callbacks that schedule others as in {plan}")


@clause("SOON-04")
def test_new_callbacks_wait_for_the_next_turn(loop: Loop) -> None:
    """When a run of a single turn returns, what was scheduled during that turn has not run."""
    ran: list[str] = []

    def first() -> None:
        ran.append("first")
        loop.call_soon(ran.append, "next turn")

    loop.call_soon(first)
    loop.stop()
    loop.run_forever()
    seen = list(ran)
    run_turns(loop)
    expect((seen, ran), (["first"], ["first", "next turn"]), doing="run one turn, look, then run on")


@clause("SOON-05")
@given(given_=st.lists(ARGUMENTS, max_size=5))
@example(given_=[("one", "two")])
@example(given_=[()])
def test_arguments_arrive_untouched(new_loop: NewLoop, given_: list[object]) -> None:
    """The callback gets the identical positional arguments, of whatever kind, in order, and no others."""
    loop, seen = new_loop(), list[tuple[object, ...]]()
    loop.call_soon(lambda *args: seen.append(args), *given_)
    run_turns(loop)
    loop.close()
    doing = f"call_soon(callback, *{given_}); the arguments of each call"
    expect(seen, [tuple(given_)], doing=doing)
    same = [a is b for a, b in zip(seen[0], given_, strict=True)]
    expect(same, [True] * len(given_), doing=f"{doing}: is each the identical object")


@clause("SOON-06")
def test_call_soon_returns_a_handle(loop: Loop) -> None:
    """What call_soon returns is an asyncio.Handle."""
    handle: object = loop.call_soon(int)
    run_turns(loop)
    expect_that(
        isinstance(handle, asyncio.Handle),
        doing="look at what call_soon returns",
        expected="an instance of asyncio.Handle",
        observed=type(handle),
    )


@clause("SOON-07")
@given(count=st.integers(1, 20))
def test_callbacks_wait_for_the_run(new_loop: NewLoop, count: int) -> None:
    """Callbacks scheduled between two runs, and before the first, run in order in the run that follows."""
    loop, ran = new_loop(), list[int]()
    for run in range(2):
        for number in range(count):
            loop.call_soon(ran.append, run * count + number)
        loop.call_soon(loop.stop)
        loop.run_forever()
    loop.close()
    expect(ran, list(range(2 * count)), doing=f"call_soon {count} callbacks before each of two runs")


@clause("SOON-08")
@given(count=st.integers(1, 10))
def test_scheduling_is_not_a_set(new_loop: NewLoop, count: int) -> None:
    """One function scheduled many times with the same argument is called as many times."""
    loop, ran = new_loop(), list[str]()

    def callback(name: str) -> None:
        ran.append(name)

    for _ in range(count):
        loop.call_soon(callback, "again")
    run_turns(loop)
    loop.close()
    expect(
        len(ran), count, doing=f"call_soon one function {count} times with the same argument; count the calls"
    )


@clause("SOON-09")
def test_a_failing_callback_stops_nobody(loop: Loop, loop_reports: list[Report]) -> None:
    """The callbacks behind one that raises are called, in order."""
    ran: list[str] = []
    loop.call_soon(ran.append, "before")
    loop.call_soon(boom)
    loop.call_soon(ran.append, "after")
    run_turns(loop)
    expect(ran, ["before", "after"], doing="call_soon(before), call_soon(one that raises), call_soon(after)")


@clause("SOON-10")
def test_a_busy_loop_runs_timers(loop: Loop, target: Target) -> None:
    """A timer runs although the ready queue is never empty."""
    seen: list[str] = []
    timer = loop.call_later(target.tick, seen.append, "timer")
    keep_busy(loop, lambda: bool(seen))
    timer.cancel()
    expect(
        seen,
        ["timer"],
        doing="call_later(one tick) beside a callback that reschedules itself a thousand times and more",
    )


@clause("SOON-11")
def test_a_busy_loop_serves_descriptors(loop: Loop) -> None:
    """A reader is called although the ready queue is never empty."""
    seen: list[str] = []
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        loop.add_reader(ours, lambda: seen.append(ours.recv(9).decode()))
        theirs.send(b"x")
        keep_busy(loop, lambda: bool(seen))
        loop.remove_reader(ours)
    expect(
        seen,
        ["x"],
        doing="add_reader(ready) beside a callback that reschedules itself a thousand times and more",
    )


@clause("SOON-12")
@pytest.mark.parametrize("method", ["call_later", "call_at"])
def test_a_timer_that_has_run_is_forgotten(loop: Loop, target: Target, method: str) -> None:
    """Some turns after a timer has run, neither its callback nor its argument is alive."""
    ran: list[str] = []

    def use(callback: Thing, argument: Thing) -> None:
        start = 0 if method == "call_later" else loop.time()
        getattr(loop, method)(start + target.tick, callback, argument)
        getattr(loop, method)(start + 2 * target.tick, ran.append, "later timer")
        run_until(loop, lambda: bool(ran))
        run_turns(loop)

    kept = kept_alive(use)
    expect(
        (ran, kept),
        (["later timer"], list[str]()),
        doing=f"{method}(callback, argument), run until a later timer was called, drop both; "
        "was that one called, which does the loop keep alive",
    )


@clause("SOON-12")
def test_what_has_run_is_forgotten(loop: Loop) -> None:
    """Some turns after its run, neither the callback nor its argument is alive."""

    def use(callback: Thing, argument: Thing) -> None:
        loop.call_soon(callback, argument)
        run_turns(loop)

    doing = "call_soon(callback, argument), run it, drop both; which does the loop keep alive"
    expect(kept_alive(use), [], doing=doing)


@clause("SOON-01")
def test_in_any_story_callbacks_are_called_once(new_loop: NewLoop, target: Target) -> None:
    """In any mix of callbacks, timers, cancels and turns, each callback not cancelled is called once."""
    model.judge(new_loop, target.tick / 8, model.soons_are_called_once)


@clause("SOON-02")
def test_in_any_story_callbacks_keep_their_order(new_loop: NewLoop, target: Target) -> None:
    """In any mix of callbacks, timers, cancels and turns, callbacks run in the order they were scheduled."""
    model.judge(new_loop, target.tick / 8, model.soons_keep_their_order)
