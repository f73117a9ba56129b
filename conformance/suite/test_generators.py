"""Questions of the chapter generators: how the loop closes asynchronous generators left half way."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import warnings
import weakref
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_same, expect_that
from conformance.suite.driving import (
    PATIENCE,
    Loop,
    complete,
    ended_by,
    in_thread,
    run_turns,
    run_until_stopped,
)

Generator = AsyncGenerator[int, None]

DROPS = 10
"""Generators that a thread drops under a waiting loop: one of them will meet it asleep."""


async def counting(cleanup: Callable[[], Awaitable[None]]) -> Generator:
    """Counts for ever; ``cleanup`` is awaited when it is closed."""
    try:
        number = 0
        while True:
            yield number
            number += 1
    finally:
        await cleanup()


def noting(log: list[str], name: str = "closed") -> Callable[[], Awaitable[None]]:
    """A cleanup that awaits, and notes that it came to its end."""

    async def cleanup() -> None:
        await asyncio.sleep(0)
        log.append(name)

    return cleanup


@clause("AGEN-01")
def test_shutdown_closes_what_is_open(loop: Loop) -> None:
    """After shutdown_asyncgens(), and a few turns, the finally blocks of all open generators have run."""
    log: list[str] = []
    kept = [counting(noting(log, str(number))) for number in range(3)]

    async def main() -> None:
        for generator in kept:
            await anext(generator)
        await loop.shutdown_asyncgens()

    doing = "begin three asynchronous generators, shutdown_asyncgens(); list whose finally blocks ended"
    complete(loop, main(), doing=doing)
    run_turns(loop, 10)
    expect(sorted(log), ["0", "1", "2"], doing=doing)


@clause("AGEN-02")
def test_shutdown_waits_for_the_cleanup(loop: Loop) -> None:
    """No finally block of an open generator comes to its end after shutdown_asyncgens() has returned."""
    log: list[str] = []
    kept = [counting(noting(log, str(number))) for number in range(3)]

    async def main() -> int:
        for generator in kept:
            await anext(generator)
        await loop.shutdown_asyncgens()
        return len(log)

    doing = "begin three asynchronous generators, shutdown_asyncgens()"
    ended = complete(loop, main(), doing=doing)
    run_turns(loop, 10)
    expect(sorted(log[ended:]), [], doing=f"{doing}; list whose finally blocks ended after it had returned")


@clause("AGEN-01")
def test_shutdown_closes_what_an_earlier_run_began(loop: Loop) -> None:
    """shutdown_asyncgens() in a run of its own, and some turns, close what an earlier run began."""
    log: list[str] = []
    generator = counting(noting(log))

    async def begin() -> int:
        return await anext(generator)

    complete(loop, begin(), doing="begin an asynchronous generator")
    doing = "shutdown_asyncgens() in the next run; list whose finally blocks ended"
    complete(loop, loop.shutdown_asyncgens(), doing=doing)
    run_turns(loop, 10)
    expect(log, ["closed"], doing=doing)


@clause("AGEN-03")
def test_a_generator_begun_after_shutdown_is_warned_of(loop: Loop) -> None:
    """The first step of a generator after shutdown_asyncgens() issues a warning."""
    generator = counting(noting([]))

    async def main() -> int:
        await loop.shutdown_asyncgens()
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            await anext(generator)
        await generator.aclose()
        return len(seen)

    doing = "shutdown_asyncgens(), then begin an asynchronous generator; count the warnings"
    count = complete(loop, main(), doing=doing)
    expect_that(count >= 1, doing=doing, expected="at least one", observed=count)


@clause("AGEN-04")
def test_a_collected_generator_is_closed(loop: Loop) -> None:
    """A generator left by break and dropped has its finally block run to its end, awaits included."""
    log: list[str] = []
    closed = loop.create_future()

    async def cleanup() -> None:
        await asyncio.sleep(0)
        log.append("closed")
        closed.set_result(None)

    async def leave() -> None:
        async for _ in counting(cleanup):
            break

    async def main() -> None:
        await leave()
        gc.collect()
        await closed

    doing = "leave an asynchronous generator by break and drop it; list whose finally blocks ended"
    complete(loop, main(), doing=doing)
    expect(log, ["closed"], doing=doing)


@clause("AGEN-05")
@pytest.mark.parametrize("end", ["stop", "interrupt"])
def test_hooks_are_given_back(loop: Loop, end: str) -> None:
    """sys.get_asyncgen_hooks() is the same after a run, however it ended, as before it."""

    def mine(_generator: object) -> None:
        """A hook of the host program."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    former = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=mine, finalizer=mine)
    try:
        loop.call_soon(loop.stop if end == "stop" else interrupt)
        ended_by(loop.run_forever)
        hooks = sys.get_asyncgen_hooks()
    finally:
        sys.set_asyncgen_hooks(*former)
    same = (hooks.firstiter is mine, hooks.finalizer is mine)
    expect(same, (True, True), doing=f"compare (firstiter, finalizer) hooks before and after a run ({end})")


@clause("AGEN-06")
def test_a_failed_cleanup_is_reported(loop: Loop) -> None:
    """An exception in a finally block during shutdown_asyncgens() is reported with the generator."""
    fault = ValueError("in the cleanup")
    heard: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _loop, told: heard.append(told))

    async def fail() -> None:
        raise fault

    generator = counting(fail)

    async def main() -> None:
        await anext(generator)
        await loop.shutdown_asyncgens()

    doing = "shutdown_asyncgens() with a generator whose finally block raises"
    complete(loop, main(), doing=doing)
    run_turns(loop, 10)
    expect([told.get("exception") for told in heard], [fault], doing=doing + "; list the exceptions reported")
    expect_same(heard[0].get("asyncgen"), generator, doing=doing + "; read 'asyncgen'")


@clause("AGEN-07")
def test_a_failed_cleanup_hurts_no_other(loop: Loop) -> None:
    """With failing generators around it, a good one is still closed, and shutdown_asyncgens() returns."""
    log: list[str] = []
    loop.set_exception_handler(lambda _loop, _told: None)

    async def fail() -> None:
        raise ValueError("in the cleanup")

    kept = [counting(cleanup) for cleanup in (fail, noting(log), fail)]

    async def main() -> None:
        for generator in kept:
            await anext(generator)
        await loop.shutdown_asyncgens()

    doing = "shutdown_asyncgens() with a good generator between two whose finally blocks raise"
    complete(loop, main(), doing=doing)
    run_turns(loop, 10)
    expect(log, ["closed"], doing=doing + "; list the good ones closed")


@clause("AGEN-08")
def test_generators_of_others_are_left_alone(loop: Loop) -> None:
    """A generator begun by hand, while the loop rests, is still open after shutdown_asyncgens()."""
    log: list[str] = []

    async def note() -> None:
        log.append("closed")

    generator = counting(note)
    first = by_hand(generator.asend(None))
    complete(loop, loop.shutdown_asyncgens(), doing="shutdown_asyncgens()")
    still_open = not log
    by_hand(generator.aclose())
    expect(
        (first, still_open), (0, True), doing="begin a generator without the loop, then shutdown_asyncgens()"
    )


def by_hand(step: Any) -> object:
    """The outcome of an awaitable that does not suspend."""
    try:
        step.send(None)
    except StopIteration as end:
        return end.value
    return "suspended"


@clause("AGEN-09")
def test_cleanup_runs_in_the_loops_thread(loop: Loop) -> None:
    """A generator whose last reference another thread drops is closed in the loop's thread."""
    threads: list[int] = []
    closed = loop.create_future()

    async def cleanup() -> None:
        threads.append(threading.get_ident())
        closed.set_result(None)

    kept = [counting(cleanup)]

    async def main() -> None:
        await anext(kept[0])
        in_thread(kept.clear)
        gc.collect()
        await closed

    doing = "drop a half-way asynchronous generator in another thread; is it closed in the loop's thread?"
    complete(loop, main(), doing=doing)
    expect([thread == threading.get_ident() for thread in threads], [True], doing=doing)


@clause("AGEN-09")
def test_a_drop_wakes_the_loop(loop: Loop) -> None:
    """Each of many generators that a thread drops is closed by a loop with nothing else to do for seconds."""
    idle, closed = threading.Semaphore(0), list[str]()

    async def cleanup() -> None:
        closed.append("closed")
        idle.release()
        if len(closed) == DROPS:
            loop.stop()

    kept = [counting(cleanup) for _ in range(DROPS)]

    async def begin() -> None:
        for generator in kept:
            await anext(generator)

    def drop() -> None:
        while kept and idle.acquire(timeout=PATIENCE):
            kept.pop()
            gc.collect()

    complete(loop, begin(), doing="begin some asynchronous generators")
    thread = threading.Thread(target=drop)
    loop.call_soon(thread.start)
    loop.call_soon(idle.release)
    run_until_stopped(loop)
    seen = len(closed)
    thread.join()
    doing = f"in a thread, drop {DROPS} half-way generators, one after the other, while the loop waits"
    expect(seen, DROPS, doing=f"{doing}; how many it closes")


@clause("AGEN-10")
def test_a_generator_dropped_between_runs_is_closed_in_the_next(loop: Loop) -> None:
    """A generator collected while the loop rests is closed when the loop runs again, and not before."""
    log: list[str] = []
    kept = [counting(noting(log))]

    async def begin() -> int:
        return await anext(kept[0])

    complete(loop, begin(), doing="begin an asynchronous generator")
    kept.clear()
    gc.collect()
    expect(log, [], doing="drop the generator while the loop rests; list whose finally blocks ended")
    run_turns(loop, 5)
    expect(log, ["closed"], doing="run the loop again; list whose finally blocks ended")


@clause("AGEN-11")
def test_generators_are_closed_side_by_side(loop: Loop) -> None:
    """Two generators whose cleanups wait for one another are both closed by shutdown_asyncgens()."""
    begun = [asyncio.Event(), asyncio.Event()]
    log: list[int] = []

    def meeting(mine: int) -> Callable[[], Awaitable[None]]:
        async def cleanup() -> None:
            begun[mine].set()
            await begun[1 - mine].wait()
            log.append(mine)

        return cleanup

    kept = [counting(meeting(0)), counting(meeting(1))]

    async def main() -> None:
        for generator in kept:
            await anext(generator)
        await loop.shutdown_asyncgens()

    doing = "shutdown_asyncgens() with two generators whose cleanups wait for one another"
    complete(loop, main(), doing=doing)
    run_turns(loop, 10)
    expect(sorted(log), [0, 1], doing=doing)


@clause("AGEN-12")
def test_an_open_generator_survives_a_run(loop: Loop) -> None:
    """A generator that is still held goes on counting in the next run of its loop."""
    log: list[str] = []
    generator = counting(noting(log))

    async def step() -> int:
        return await anext(generator)

    doing = "anext() of one generator in three runs of the loop"
    expect([complete(loop, step(), doing=doing) for _ in range(3)], [0, 1, 2], doing=doing)
    expect(log, [], doing="list its cleanups so far")
    complete(loop, generator.aclose(), doing="aclose() it")


@clause("AGEN-13")
def test_the_loop_does_not_keep_generators_alive(loop: Loop) -> None:
    """Once a dropped generator has been closed, nothing of the loop refers to it any more."""
    log: list[str] = []
    kept = [counting(noting(log))]
    weakly = weakref.ref(kept[0])

    async def begin() -> int:
        return await anext(kept[0])

    complete(loop, begin(), doing="begin an asynchronous generator")
    kept.clear()
    gc.collect()
    run_turns(loop, 5)
    gc.collect()
    expect_same(
        weakly(), None, doing="drop a half-way generator, run five turns, follow a weak reference to it"
    )


@clause("AGEN-14")
def test_cleanup_does_not_run_where_it_was_dropped(loop: Loop) -> None:
    """No finally block of a generator begins inside the statement that drops the generator."""
    log: list[str] = []

    async def cleanup() -> None:
        log.append("cleanup")

    kept = [counting(cleanup)]

    async def main() -> list[str]:
        await anext(kept[0])
        kept.clear()
        gc.collect()
        return list(log)

    doing = "drop a half-way generator; what of its cleanup has run when the statement ends?"
    seen = complete(loop, main(), doing=doing)
    run_turns(loop, 5)
    expect(seen, [], doing=doing)


@clause("AGEN-15")
def test_shutdown_of_nothing_is_nothing(loop: Loop) -> None:
    """shutdown_asyncgens() without open generators returns None, twice too."""
    doing = "shutdown_asyncgens() on a loop without generators"
    for _ in range(2):
        expect_same(complete(loop, loop.shutdown_asyncgens(), doing=doing), None, doing=doing)
