"""The questions about callbacks from other threads."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.suite.driving import (
    PATIENCE,
    Loop,
    NewLoop,
    in_thread,
    run_turns,
    run_until,
    run_until_stopped,
)

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

    _beside(loop, [lambda: thread(0), lambda: thread(1)], lambda: True)
    run_until(loop, lambda: all(len(seen) >= CALLS for seen in ran.values()))
    expect_that(
        all(seen == sorted(seen) for seen in ran.values()),
        doing=f"{CALLS} callbacks from each of two threads",
        expected="those of each thread called in the order in which it scheduled them",
        observed="called in another order",
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
