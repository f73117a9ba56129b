"""The questions about loops in any thread, and about coroutines given to a loop from another one."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
from collections.abc import Coroutine
from functools import partial
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.suite.driving import (
    PATIENCE,
    Loop,
    NewLoop,
    in_thread,
    run_turns,
    run_until,
    run_until_stopped,
)
from conformance.suite.matter import Boom


def _ask(loop: Loop, coro: Coroutine[Any, Any, object]) -> concurrent.futures.Future[object]:
    """Run a coroutine from another thread while the loop runs here, and give the future when it is done."""
    future = in_thread(asyncio.run_coroutine_threadsafe, coro, loop)
    run_until(loop, future.done)
    return future


@clause("THREAD-11")
def test_a_thread_gets_a_coroutine_s_result(loop: Loop) -> None:
    """run_coroutine_threadsafe gives a concurrent.futures.Future with the identical result."""
    value = object()

    async def body() -> object:
        await asyncio.sleep(0)
        return value

    future: object = _ask(loop, body())
    doing = "run_coroutine_threadsafe from a thread"
    if not isinstance(future, concurrent.futures.Future) or not future.done():
        expect("no finished concurrent.futures.Future", "one", doing=doing)
    else:
        expect_same(future.result(), value, doing=f"{doing}; the future's result")


@clause("THREAD-12")
def test_a_thread_gets_a_coroutine_s_exception(loop: Loop) -> None:
    """The future of run_coroutine_threadsafe raises the identical exception that left the coroutine."""
    error = Boom()

    async def body() -> object:
        await asyncio.sleep(0)
        raise error

    future = _ask(loop, body())
    doing = "result() of the future of a coroutine that raised"
    expect_same(expect_raises(Boom, future.result, PATIENCE, doing=doing), error, doing=doing)


@clause("THREAD-13")
def test_a_thread_can_cancel_a_coroutine(loop: Loop) -> None:
    """cancel() of the future of run_coroutine_threadsafe, from a thread, cancels the task."""
    log: list[str] = []

    async def body() -> None:
        log.append("begun")
        try:
            await loop.create_future()
        except asyncio.CancelledError:
            log.append("cancelled")
            raise

    future = in_thread(asyncio.run_coroutine_threadsafe, body(), loop)
    run_until(loop, lambda: bool(log))
    in_thread(future.cancel)
    run_until(loop, lambda: len(log) >= 2)
    run_turns(loop)
    seen = (list(log), future.cancelled())
    for task in asyncio.all_tasks(loop):
        task.cancel()
    run_turns(loop)
    expect(
        seen,
        (["begun", "cancelled"], True),
        doing="cancel from a thread the future of a coroutine that waits",
    )


@clause("THREAD-14")
@pytest.mark.parametrize("act", ["cancel", "set_result", "set_exception"])
def test_a_future_can_be_settled_from_outside(loop: Loop, act: str) -> None:
    """A task that awaits a future goes on when a thread settles it through call_soon_threadsafe."""
    future: asyncio.Future[str] = loop.create_future()
    args: dict[str, tuple[object, ...]] = {"cancel": (), "set_result": ("value",), "set_exception": (Boom(),)}
    log: list[str] = []

    async def body() -> None:
        loop.call_soon(helper.start)
        try:
            log.append(await future)
        except (Boom, asyncio.CancelledError) as error:
            log.append(type(error).__name__)
        loop.stop()

    helper = threading.Thread(target=lambda: loop.call_soon_threadsafe(getattr(future, act), *args[act]))
    task = loop.create_task(body())
    run_until_stopped(loop)
    helper.join()
    task.cancel()
    run_turns(loop)
    expected = {"cancel": "CancelledError", "set_result": "value", "set_exception": "Boom"}[act]
    expect(log, [expected], doing=f"a task awaits a future; a thread does call_soon_threadsafe(future.{act})")


@clause("THREAD-15")
def test_a_loop_can_run_in_any_thread(loop: Loop) -> None:
    """A coroutine with timers and callbacks from outside runs to its end on a loop in a thread of its own."""
    log: list[str] = []

    async def body() -> None:
        future: asyncio.Future[str] = loop.create_future()
        helper = threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, "value"))
        helper.start()
        await asyncio.sleep(0.001)
        log.append(await future)
        helper.join()

    try:
        in_thread(loop.run_until_complete, body())
    except Exception as fault:
        log.append(f"raised {type(fault).__name__}: {fault}")
    doing = "run_until_complete in a thread that is not the main thread; what the coroutine got"
    expect(log, ["value"], doing=doing)


@clause("THREAD-16")
def test_the_running_loop_belongs_to_its_thread(loop: Loop) -> None:
    """A thread beside a running loop has no running loop, also after call_soon_threadsafe."""
    seen: list[str] = []

    def look() -> None:
        try:
            asyncio.get_running_loop()
            seen.append("a loop")
        except RuntimeError:
            seen.append("RuntimeError")

    def thread() -> None:
        look()
        loop.call_soon_threadsafe(int)
        look()

    loop.call_soon(in_thread, thread)
    run_turns(loop)
    expect(
        seen,
        ["RuntimeError"] * 2,
        doing="get_running_loop() in a thread beside the loop, before and after a threadsafe call",
    )


@clause("THREAD-17")
def test_two_loops_run_side_by_side(new_loop: NewLoop) -> None:
    """Two loops in two threads are in callbacks at the same moment, each the running loop there."""
    loops = [new_loop(), new_loop()]
    meeting = threading.Barrier(2)
    seen: list[bool] = []

    def callback(loop: Loop) -> None:
        try:
            meeting.wait(PATIENCE)
            seen.append(asyncio.get_running_loop() is loop)
        except (threading.BrokenBarrierError, RuntimeError):
            seen.append(False)
        loop.stop()

    def run(loop: Loop) -> None:
        loop.call_soon(callback, loop)
        loop.run_forever()

    helpers = [threading.Thread(target=run, args=(loop,)) for loop in loops]
    for helper in helpers:
        helper.start()
    for helper in helpers:
        helper.join()
    expect(
        sorted(seen),
        [True, True],
        doing="two loops in two threads meet in callbacks; for each: met, and is its own running loop",
    )


@clause("THREAD-18")
def test_a_loop_can_change_threads(loop: Loop) -> None:
    """A loop made here runs there, then here again, and closes here."""
    ran: list[bool] = []

    def note() -> None:
        ran.append(asyncio.get_running_loop() is loop)

    for run in (partial(in_thread, run_turns), run_turns):
        loop.call_soon_threadsafe(note)
        try:
            run(loop)
        except RuntimeError:
            ran.append(False)
    loop.close()
    expect(
        (ran, loop.is_closed()),
        ([True, True], True),
        doing="run a loop in another thread, then in this one, close it; did it run both times; is it closed",
    )
