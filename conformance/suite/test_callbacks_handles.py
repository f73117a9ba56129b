"""The questions about the handles of callbacks."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_same, expect_that
from conformance.models import timers as model
from conformance.suite.driving import Loop, NewLoop, run_turns, run_until
from conformance.suite.matter import Boom, Report, Thing, boom, kept_alive, reported
from conformance.target import Target


@clause("HANDLE-01")
@given(cancelled=st.lists(st.booleans(), min_size=1, max_size=20))
def test_cancelled_callbacks_are_not_called(new_loop: NewLoop, cancelled: list[bool]) -> None:
    """Of any number of callbacks, none of the cancelled ones is called."""
    loop, ran = new_loop(), list[int]()
    handles = [loop.call_soon(ran.append, number) for number in range(len(cancelled))]
    for handle, cancel in zip(handles, cancelled, strict=True):
        if cancel:
            handle.cancel()
    run_turns(loop)
    loop.close()
    wrong = [number for number in ran if cancelled[number]]
    expect(
        wrong,
        [],
        doing=f"cancel the handles where {cancelled} is true; list cancelled ones that were called",
    )


@clause("HANDLE-02")
def test_cancelled_tells(loop: Loop) -> None:
    """cancelled() is False for a handle that waits, and True once it was cancelled."""
    handle, other = loop.call_soon(int), loop.call_soon(int)
    before = handle.cancelled()
    handle.cancel()
    expect(
        (before, handle.cancelled(), other.cancelled()),
        (False, True, False),
        doing="ask cancelled() before and after cancel(), and of another handle",
    )
    other.cancel()


@clause("HANDLE-03")
def test_cancelling_twice_is_cancelling(loop: Loop) -> None:
    """A second cancel() raises nothing, and the callback behind it is called."""
    ran: list[str] = []
    handle = loop.call_soon(ran.append, "cancelled")
    loop.call_soon(ran.append, "other")
    cancel: Callable[[], object] = handle.cancel
    answers = [cancel(), cancel()]
    run_turns(loop)
    expect(
        (answers, ran),
        ([None, None], ["other"]),
        doing="cancel() twice; what did it return, and who was called",
    )


@clause("HANDLE-04")
def test_cancelling_an_executed_handle(loop: Loop) -> None:
    """cancel() after the run raises nothing and lets later callbacks alone."""
    ran: list[str] = []
    handle = loop.call_soon(ran.append, "first")
    run_turns(loop)
    handle.cancel()
    loop.call_soon(ran.append, "second")
    run_turns(loop)
    expect(ran, ["first", "second"], doing="cancel() of a handle that has run, then call_soon another")


@clause("HANDLE-04")
def test_cancelling_an_executed_timer(loop: Loop) -> None:
    """cancel() of a timer that has run raises nothing and lets a waiting timer alone."""
    ran: list[str] = []
    timer = loop.call_later(0, ran.append, "first")
    run_until(loop, lambda: bool(ran))
    second = loop.call_later(0, ran.append, "second")
    timer.cancel()
    run_until(loop, lambda: len(ran) == 2)
    second.cancel()
    expect(ran, ["first", "second"], doing="call_later another, then cancel() of a timer that has run")


@clause("HANDLE-05")
@given(victims=st.sets(st.integers(0, 9)))
def test_a_turn_mate_can_cancel(new_loop: NewLoop, victims: set[int]) -> None:
    """Callbacks cancelled by the first one of their turn are not called; the others are."""
    loop, ran, handles = new_loop(), list[int](), list[asyncio.Handle]()

    def first() -> None:
        for number in victims:
            handles[number].cancel()

    loop.call_soon(first)
    handles.extend(loop.call_soon(ran.append, number) for number in range(10))
    run_turns(loop)
    loop.close()
    expect(
        ran,
        [n for n in range(10) if n not in victims],
        doing=f"let the first callback cancel {sorted(victims)} of 0..9",
    )


@clause("HANDLE-06")
@given(count=st.integers(2, 8), victim=st.integers(0, 7))
def test_a_handle_is_one_call(new_loop: NewLoop, count: int, victim: int) -> None:
    """Of one callable scheduled many times, cancelling one handle leaves all the others to be called."""
    loop, ran, victim = new_loop(), list[str](), victim % count

    def callback() -> None:
        ran.append("called")

    handles = [loop.call_soon(callback) for _ in range(count)]
    handles[victim].cancel()
    run_turns(loop)
    loop.close()
    expect(
        len(ran), count - 1, doing=f"call_soon one function {count} times, cancel one handle, count the calls"
    )


@clause("HANDLE-07")
def test_a_cancelled_handle_lets_go(loop: Loop) -> None:
    """While the cancelled handle is still held, its callback and argument are collected."""

    def use(callback: Thing, argument: Thing) -> asyncio.Handle:
        handle = loop.call_soon(callback, argument)
        handle.cancel()
        return handle

    doing = "cancel() a handle and drop callback and argument; which are kept alive"
    expect(kept_alive(use), [], doing=doing)


def _repr(thing: object) -> str:
    try:
        return type(repr(thing)).__name__
    except Exception as fault:
        return f"raised {type(fault).__name__}"


@clause("HANDLE-08")
def test_handles_can_be_printed(loop: Loop) -> None:
    """repr() gives a str for a handle that waits, runs, has run, and was cancelled."""
    said: list[str] = []
    handles: list[asyncio.Handle] = []
    handles.append(loop.call_soon(lambda: said.append(_repr(handles[0]))))
    said.append(_repr(handles[0]))
    run_turns(loop)
    said.append(_repr(handles[0]))
    cancelled = loop.call_later(3600, int)
    said.append(_repr(cancelled))
    cancelled.cancel()
    said.append(_repr(cancelled))
    expect(
        said,
        ["str"] * 5,
        doing="repr() of a handle before, in and after its run, and of a timer before and after cancel()",
    )


@clause("HANDLE-09")
def test_a_handle_knows_its_context(loop: Loop) -> None:
    """get_context() is the context given to call_soon, and a handle without one has a context of its own."""
    context = contextvars.copy_context()
    given_: Any = loop.call_soon(int, context=context)
    bare: Any = loop.call_soon(int)
    run_turns(loop)
    ask = getattr(given_, "get_context", None)
    expect_that(
        ask is not None,
        doing="look for get_context() of a handle",
        expected="a method of the handle",
        observed=f"{type(given_).__name__} has none",
    )
    expect_same(given_.get_context(), context, doing="get_context() of call_soon(callback, context=context)")
    expect_that(
        isinstance(bare.get_context(), contextvars.Context),
        doing="get_context() of call_soon(callback)",
        expected="a contextvars.Context",
        observed=bare.get_context(),
    )


@clause("HANDLE-10")
def test_a_callback_may_cancel_itself(loop: Loop) -> None:
    """A callback that cancels its own handle runs to its end, and once."""
    ran: list[str] = []
    handles: list[asyncio.Handle] = []

    def callback(argument: str) -> None:
        handles[0].cancel()
        ran.append(argument)

    handles.append(loop.call_soon(callback, "ran"))
    run_until(loop, lambda: bool(ran))
    run_turns(loop)
    expect(
        ran, ["ran"], doing="cancel() a handle from its own callback; what did the callback log after that"
    )


@clause("HANDLE-11")
def test_executed_is_not_cancelled(loop: Loop, loop_reports: list[Report]) -> None:
    """cancelled() is False of a handle that has run, also when its callback raised."""
    fine, failed = loop.call_soon(int), loop.call_soon(boom)
    run_turns(loop)
    expect(
        (fine.cancelled(), failed.cancelled()),
        (False, False),
        doing="ask cancelled() of handles that have run",
    )
    expect(
        reported(loop_reports),
        ["Boom"],
        doing="count reports of the one that raised",
    )


@clause("HANDLE-12")
@pytest.mark.parametrize("debug", [False, True], ids=["plain", "debug"])
def test_an_exception_keeps_no_argument(loop: Loop, debug: bool) -> None:
    """The exception that a callback caught does not keep alive what the callback was given."""
    loop.set_debug(debug)
    caught: list[BaseException] = []

    def catch(thing: Thing) -> None:
        del thing
        try:
            boom()
        except Boom as error:
            caught.append(error)

    thing = Thing()
    watch = weakref.ref(thing)
    loop.call_soon(catch, thing)
    del thing
    run_turns(loop)
    gc.collect()
    expect_that(
        watch() is None,
        doing=f"set_debug({debug}), call_soon(callback, object); it drops that and keeps an exception",
        expected="the object is freed when the callback has run",
        observed="it is kept alive by the exception: a frame of the loop holds its handle",
    )
    expect([type(error).__name__ for error in caught], ["Boom"], doing="list what the callback caught")


@clause("HANDLE-01")
def test_in_any_story_cancelled_callbacks_stay_away(new_loop: NewLoop, target: Target) -> None:
    """However callbacks, timers, cancels and turns are mixed, no callback is called once it was cancelled."""
    model.judge(new_loop, target.tick / 8, model.cancelled_soons_stay_away)
