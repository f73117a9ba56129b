"""The questions about other threads."""

from __future__ import annotations

import asyncio
import concurrent.futures
import sys
import threading
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
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

WAKE_UPS = 50
THREADS, CALLS, ATTEMPTS = 4, 500, 5


@clause("THREAD-01")
def test_another_thread_can_schedule(loop: Loop) -> None:
    """A callback that another thread schedules is called by the loop, not by that thread."""
    ran: list[bool] = []
    here = threading.get_ident()
    in_thread(lambda: loop.call_soon_threadsafe(lambda: ran.append(threading.get_ident() == here)))
    run_until(loop, lambda: bool(ran))
    expect(
        ran, [True], doing="call_soon_threadsafe from a thread; for each call: was it in the loop's thread"
    )


@clause("THREAD-02")
def test_a_waiting_loop_wakes_up(loop: Loop) -> None:
    """Each of many callbacks from a thread wakes a loop that has nothing else to do for seconds."""
    idle, done = threading.Semaphore(0), list[int]()

    def thread() -> None:
        for number in range(WAKE_UPS):
            if not idle.acquire(timeout=PATIENCE):
                return
            loop.call_soon_threadsafe(callback, number)

    def callback(number: int) -> None:
        done.append(number)
        idle.release()
        if len(done) == WAKE_UPS:
            loop.stop()

    helper = threading.Thread(target=thread)
    helper.start()
    loop.call_soon(idle.release)
    stopped = run_until_stopped(loop)
    idle.release()
    helper.join()
    run_turns(loop)
    expect_that(
        stopped,
        doing=f"wake a waiting loop from a thread {WAKE_UPS} times, each time it has nothing left to do",
        expected="all callbacks called before the only timer, seconds away",
        observed=f"{len(done)} called when that timer came",
    )


@clause("THREAD-03")
def test_a_closed_loop_refuses(loop: Loop) -> None:
    """call_soon_threadsafe on a closed loop raises RuntimeError, in this thread and in another."""
    loop.close()
    doing = "call_soon_threadsafe on a closed loop"
    expect_raises(RuntimeError, loop.call_soon_threadsafe, int, doing=doing)
    expect_raises(
        RuntimeError, in_thread, loop.call_soon_threadsafe, int, doing=f"{doing}, from another thread"
    )


@clause("THREAD-04")
@given(count=st.integers(0, 5))
def test_arguments_arrive_untouched(new_loop: NewLoop, count: int) -> None:
    """The callback gets the identical positional arguments, in order, and no others."""
    loop, given_, seen = new_loop(), tuple(object() for _ in range(count)), list[tuple[object, ...]]()
    in_thread(lambda: loop.call_soon_threadsafe(lambda *args: seen.append(args), *given_))
    run_until(loop, lambda: bool(seen))
    loop.close()
    same = [len(args) == count and all(a is b for a, b in zip(args, given_, strict=True)) for args in seen]
    expect(
        same,
        [True],
        doing=f"call_soon_threadsafe(callback, {count} objects); for each call: are these its arguments",
    )


@clause("THREAD-05")
def test_a_thread_s_callbacks_keep_their_order(loop: Loop) -> None:
    """While the loop runs, two threads schedule many callbacks each; those of one thread run in its order."""
    ran: dict[int, list[int]] = {0: [], 1: []}

    def thread(mine: int) -> None:
        for number in range(CALLS):
            loop.call_soon_threadsafe(ran[mine].append, number)

    _beside(
        loop, [lambda: thread(0), lambda: thread(1)], lambda: all(len(seen) >= CALLS for seen in ran.values())
    )
    wrong = [number for seen in ran.values() for place, number in enumerate(seen) if place != number]
    expect(
        wrong[:5],
        [],
        doing=f"{CALLS} callbacks from each of two threads; list the first out of order",
    )


def _beside(loop: Loop, bodies: list[Callable[[], object]], done: Callable[[], bool]) -> None:
    """Run the loop until done(), while each body runs in a thread of its own."""
    helpers = [threading.Thread(target=body) for body in bodies]

    def start() -> None:
        for helper in helpers:
            helper.start()

    loop.call_soon(start)
    run_until(loop, lambda: done() and not any(helper.is_alive() for helper in helpers), PATIENCE)
    for helper in helpers:
        helper.join()


@contextmanager
def _crowded() -> Generator[None, None, None]:
    """Let the interpreter go from thread to thread as often as it can: races happen in no time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@clause("THREAD-06")
@pytest.mark.parametrize("attempt", range(1, ATTEMPTS + 1))
def test_threads_do_not_undo_each_other(loop: Loop, attempt: int) -> None:
    """Of many callbacks that several threads schedule during one callback, each is called exactly once."""
    ran: list[int] = []

    def crowd() -> None:
        helpers = [threading.Thread(target=body) for body in _schedulers(loop, ran)]
        for helper in helpers:
            helper.start()
        for helper in helpers:
            helper.join()
        loop.stop()

    with _crowded():
        loop.call_soon(crowd)
        loop.run_forever()
    run_turns(loop)
    _expect_each_once(ran, "while the loop is in a callback")


@clause("THREAD-06")
def test_no_call_is_lost_or_doubled(loop: Loop) -> None:
    """Of many callbacks that several threads schedule beside a running loop, each is called exactly once."""
    ran: list[int] = []
    with _crowded():
        _beside(loop, _schedulers(loop, ran), lambda: True)
    run_until(loop, lambda: len(ran) >= THREADS * CALLS)
    run_turns(loop)
    _expect_each_once(ran, "while the loop takes its turns")


def _schedulers(loop: Loop, ran: list[int]) -> list[Callable[[], object]]:
    """For each thread what it does, once all are there: schedule calls that note numbers of its own."""
    together = threading.Barrier(THREADS)

    def body(first: int) -> None:
        together.wait()
        for number in range(first, first + CALLS):
            loop.call_soon_threadsafe(ran.append, number)

    return [partial(body, CALLS * n) for n in range(THREADS)]


def _expect_each_once(ran: list[int], when: str) -> None:
    missing = len(set(range(THREADS * CALLS)) - set(ran))
    expect(
        (missing, len(ran) - len(set(ran))),
        (0, 0),
        doing=f"{CALLS} callbacks from each of {THREADS} threads, {when}; calls missing, calls doubled",
    )


@clause("THREAD-07")
def test_a_thread_s_callback_can_be_cancelled(loop: Loop) -> None:
    """The handle that call_soon_threadsafe returns cancels its callback, and no other."""
    ran: list[str] = []
    handle = in_thread(loop.call_soon_threadsafe, ran.append, "cancelled")
    loop.call_soon_threadsafe(ran.append, "other")
    handle.cancel()
    run_turns(loop)
    expect(
        (ran, handle.cancelled()),
        (["other"], True),
        doing="call_soon_threadsafe twice, cancel the first handle",
    )


@clause("THREAD-08")
def test_the_loop_s_own_thread_may_use_it(loop: Loop) -> None:
    """In the loop's thread, call_soon and call_soon_threadsafe share one queue."""
    ran: list[str] = []

    def callback() -> None:
        loop.call_soon(ran.append, "a")
        loop.call_soon_threadsafe(ran.append, "b")
        loop.call_soon(ran.append, "c")
        ran.append("end of callback")

    loop.call_soon(callback)
    run_turns(loop)
    expect(
        ran,
        ["end of callback", "a", "b", "c"],
        doing="in a callback: call_soon(a), call_soon_threadsafe(b), call_soon(c)",
    )


@clause("THREAD-09")
def test_a_thread_may_be_early(loop: Loop) -> None:
    """Callbacks that a thread schedules before the loop runs are called, in order, when it runs."""
    ran: list[int] = []
    for number in range(3):
        in_thread(loop.call_soon_threadsafe, ran.append, number)
    run_turns(loop)
    expect(ran, [0, 1, 2], doing="call_soon_threadsafe three times from threads before the run")


@clause("THREAD-10")
def test_everything_runs_in_the_loop_s_thread(loop: Loop) -> None:
    """Callbacks, timers, tasks and done callbacks run in the thread that runs the loop."""
    seen: dict[str, int] = {}

    def note(what: str) -> None:
        seen[what] = threading.get_ident()

    async def body() -> None:
        await asyncio.sleep(0)
        note("task")

    def schedule() -> None:
        loop.call_soon(note, "call_soon")
        loop.call_later(0, note, "call_later")
        task = loop.create_task(body())
        task.add_done_callback(lambda _: note("done callback"))
        in_thread(loop.call_soon_threadsafe, note, "call_soon_threadsafe")

    loop.call_soon(schedule)
    run_until(loop, lambda: len(seen) >= 5)
    strangers = sorted(what for what, ident in seen.items() if ident != threading.get_ident())
    expect(
        (len(seen), strangers),
        (5, list[str]()),
        doing="run five kinds of callbacks; how many ran, which in another thread",
    )


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

    async def body() -> str:
        future: asyncio.Future[str] = loop.create_future()
        helper = threading.Thread(target=lambda: loop.call_soon_threadsafe(future.set_result, "value"))
        helper.start()
        await asyncio.sleep(0.001)
        value = await future
        helper.join()
        return value

    try:
        observed = in_thread(loop.run_until_complete, body())
    except Exception as fault:
        observed = f"raised {type(fault).__name__}: {fault}"
    expect(observed, "value", doing="run_until_complete in a thread that is not the main thread")


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
        seen,
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
