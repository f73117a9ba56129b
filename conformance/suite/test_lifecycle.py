"""The questions about running a loop."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Generator
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.suite.driving import Loop, NewLoop, run_turns, run_until
from conformance.suite.matter import Boom, boom, done_future
from conformance.target import Target


@clause("LIFE-01")
def test_run_until_complete_gives_the_result(loop: Loop) -> None:
    """run_until_complete returns the identical object that the future was resolved with."""
    future: asyncio.Future[object] = loop.create_future()
    value = object()
    loop.call_soon(future.set_result, value)
    expect_same(
        loop.run_until_complete(future), value, doing="run_until_complete(future resolved by a callback)"
    )


@clause("LIFE-02")
def test_run_until_complete_raises_the_exception(loop: Loop) -> None:
    """run_until_complete raises the identical exception that the future ended with."""
    future: asyncio.Future[object] = loop.create_future()
    error = Boom()
    loop.call_soon(future.set_exception, error)
    doing = "run_until_complete(future rejected by a callback)"
    expect_same(expect_raises(Boom, loop.run_until_complete, future, doing=doing), error, doing=doing)


@clause("LIFE-03")
def test_a_coroutine_runs_as_a_task(loop: Loop) -> None:
    """Inside a coroutine given to run_until_complete, current_task() is the task that runs it."""

    async def main() -> tuple[bool, bool]:
        task = asyncio.current_task()
        if task is None:
            return False, False
        return task.get_coro() is coroutine, task.get_loop() is loop

    coroutine = main()
    expect(
        loop.run_until_complete(coroutine),
        (True, True),
        doing="ask inside run_until_complete(coroutine) whether current_task() runs it, and is of this loop",
    )


@clause("LIFE-04")
def test_run_forever_runs_until_stopped(loop: Loop) -> None:
    """run_forever goes on for as many turns as there are, and returns after stop()."""
    ran: list[int] = []

    def turn(number: int) -> None:
        ran.append(number)
        if number < 100:
            loop.call_soon(turn, number + 1)
        else:
            loop.stop()

    loop.call_soon(turn, 1)
    loop.run_forever()
    expect(
        ran,
        list(range(1, 101)),
        doing="run_forever over 100 callbacks, each scheduling the next; the last stops",
    )


@clause("LIFE-05")
def test_is_running_tells_whether_it_runs(loop: Loop) -> None:
    """is_running() is true in a callback and in a coroutine, and false before and after the run."""
    said = [loop.is_running()]
    loop.call_soon(lambda: said.append(loop.is_running()))

    async def main() -> None:
        await asyncio.sleep(0)
        said.append(loop.is_running())

    loop.run_until_complete(main())
    said.append(loop.is_running())
    expect(
        said,
        [False, True, True, False],
        doing="ask is_running() before, in a callback, in a coroutine, after",
    )


@clause("LIFE-05")
def test_is_running_is_false_after_a_failed_run(loop: Loop) -> None:
    """is_running() is false after run_until_complete has raised."""
    future: asyncio.Future[object] = loop.create_future()
    future.set_exception(Boom())
    expect_raises(Boom, loop.run_until_complete, future, doing="run_until_complete(rejected future)")
    expect(loop.is_running(), False, doing="ask is_running() after run_until_complete has raised")


@clause("LIFE-06")
def test_the_running_loop_is_known_inside(loop: Loop) -> None:
    """get_running_loop() is the loop in a callback, in a timer and in a coroutine."""
    seen: list[Loop] = []

    def look() -> None:
        seen.append(asyncio.get_running_loop())

    async def main() -> None:
        look()
        await asyncio.sleep(0)
        look()

    loop.call_soon(look)
    loop.call_later(0, look)
    loop.run_until_complete(main())
    run_until(loop, lambda: len(seen) >= 4)
    expect(
        [one is loop for one in seen],
        [True] * 4,
        doing="compare get_running_loop() with the loop in a callback, a timer and twice in a coroutine",
    )


def _end_by_stop(loop: Loop) -> None:
    loop.call_soon(loop.stop)
    loop.run_forever()


def _end_by_exception(loop: Loop) -> None:
    future: asyncio.Future[object] = loop.create_future()
    loop.call_soon(future.set_exception, Boom())
    expect_raises(Boom, loop.run_until_complete, future, doing="run_until_complete(future that is rejected)")


def _end_by_exit(loop: Loop) -> None:
    loop.call_soon(sys.exit)
    loop.call_soon(loop.stop)
    expect_raises(SystemExit, loop.run_forever, doing="run_forever with a callback that raises SystemExit")


@clause("LIFE-07")
@pytest.mark.parametrize("end", [_end_by_stop, _end_by_exception, _end_by_exit])
def test_no_running_loop_outside(loop: Loop, end: Callable[[Loop], None]) -> None:
    """get_running_loop() raises RuntimeError before the run and after it, however it ended."""
    expect_raises(
        RuntimeError, asyncio.get_running_loop, doing="get_running_loop() with an idle loop in the thread"
    )
    end(loop)
    expect_raises(
        RuntimeError, asyncio.get_running_loop, doing=f"get_running_loop() after a run {end.__name__[1:]}"
    )


@clause("LIFE-08")
@given(stops=st.lists(st.booleans(), min_size=1, max_size=12))
def test_a_stopped_loop_goes_on(new_loop: NewLoop, target: Target, stops: list[bool]) -> None:
    """A chain of callbacks runs to its end over however many runs it is cut into."""
    loop, ran = new_loop(), list[int]()

    def turn(number: int) -> None:
        ran.append(number)
        if number + 1 < len(stops):
            loop.call_soon(turn, number + 1)
        if stops[number] or number + 1 == len(stops):
            loop.stop()

    loop.call_soon(turn, 0)
    for _ in range(2 * len(stops)):  # a run may also be ended by its safety stop; each makes a turn
        if len(ran) < len(stops):
            safety = loop.call_later(target.tick, loop.stop)
            loop.run_forever()
            safety.cancel()
    loop.close()
    expect(
        ran,
        list(range(len(stops))),
        doing=f"run a chain of {len(stops)} callbacks that stop the loop where {stops} is true",
    )


@clause("LIFE-08")
@given(leaves=st.lists(st.booleans(), min_size=1, max_size=8))
@example(leaves=[True, False])
def test_an_exit_drops_nothing(new_loop: NewLoop, leaves: list[bool]) -> None:
    """What was queued behind a callback that raises SystemExit is called, in order, in the next runs."""
    loop, ran = new_loop(), list[int]()

    def body(number: int) -> None:
        ran.append(number)
        if leaves[number]:
            raise SystemExit

    for number in range(len(leaves)):
        loop.call_soon(body, number)
    for _ in range(len(leaves) + 1):  # each run may be left once
        with suppress(SystemExit):
            run_turns(loop)
    loop.close()
    expect(
        ran,
        list(range(len(leaves))),
        doing=f"call_soon {len(leaves)} callbacks that raise SystemExit where {leaves} is true; "
        "run the loop again after each; who was called",
    )


@clause("LIFE-12")
def test_a_run_stopped_too_early_says_so(loop: Loop) -> None:
    """run_until_complete raises RuntimeError when stop() comes before the future is done."""
    future: asyncio.Future[object] = loop.create_future()
    loop.call_soon(loop.stop)
    expect_raises(
        RuntimeError,
        loop.run_until_complete,
        future,
        doing="run_until_complete(pending future), stopped by a callback",
    )


class _Later:
    """An awaitable that is neither a future nor a coroutine."""

    def __await__(self) -> Generator[object, None, str]:
        yield from asyncio.sleep(0).__await__()
        return "value"


@clause("LIFE-13")
def test_any_awaitable_can_be_run(loop: Loop) -> None:
    """run_until_complete of an object with __await__ gives what it returns."""
    expect(loop.run_until_complete(_Later()), "value", doing="run_until_complete(object with __await__)")


@clause("LIFE-13")
@pytest.mark.parametrize("thing", [None, 42, "text", len], ids=["None", "int", "str", "function"])
def test_what_cannot_be_awaited_is_refused(loop: Loop, thing: object) -> None:
    """run_until_complete of anything else raises TypeError."""
    run: Callable[..., object] = loop.run_until_complete
    expect_raises(TypeError, run, thing, doing=f"run_until_complete({type(thing).__name__})")


@clause("LIFE-15")
def test_a_done_future_gives_its_outcome(loop: Loop) -> None:
    """run_until_complete of a future that is done already returns its result, or raises its exception."""
    value, error = object(), Boom()
    expect_same(
        loop.run_until_complete(done_future(loop, value)), value, doing="run_until_complete(resolved future)"
    )
    failed: asyncio.Future[object] = loop.create_future()
    failed.set_exception(error)
    doing = "run_until_complete(rejected future)"
    expect_same(expect_raises(Boom, loop.run_until_complete, failed, doing=doing), error, doing=doing)


@clause("LIFE-16")
@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt])
def test_an_exit_leaves_the_loop(loop: Loop, kind: type[BaseException]) -> None:
    """SystemExit and KeyboardInterrupt of a callback come out of run_forever, and the loop runs again."""
    error, ran = kind(), list[str]()

    def leave() -> None:
        raise error

    loop.call_soon(leave)
    loop.call_soon(loop.stop)  # for a loop that swallows it
    doing = f"run_forever with a callback that raises {kind.__name__}"
    expect_same(expect_raises(kind, loop.run_forever, doing=doing), error, doing=doing)
    loop.call_soon(ran.append, "ran")
    run_until(loop, lambda: bool(ran))
    run_until(loop, lambda: bool(ran))
    expect(ran, ["ran"], doing=f"run a callback after {kind.__name__} has left run_forever")


EXITS = pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt])


def _next_run(loop: Loop, begin: Callable[[], object]) -> str:
    """How a run ends that calls ``begin()`` and then takes some turns."""

    async def main() -> str:
        begin()
        for _ in range(5):
            await asyncio.sleep(0)
        return "completed"

    task = loop.create_task(main())
    try:
        return loop.run_until_complete(task)
    except RuntimeError as fault:
        run_until(loop, task.done)
        return f"raised RuntimeError: {fault}"


@clause("LIFE-16")
@EXITS
def test_an_exit_of_a_coroutine_ends_one_run(loop: Loop, kind: type[BaseException]) -> None:
    """After a coroutine has raised SystemExit or KeyboardInterrupt, the next run_until_complete completes."""

    async def leave() -> None:
        raise kind

    name = kind.__name__
    expect_raises(kind, loop.run_until_complete, leave(), doing=f"run_until_complete(one that raises {name})")
    expect(
        _next_run(loop, int),
        "completed",
        doing=f"run_until_complete(one that raises {name}), then run_until_complete(one that takes 5 turns)",
    )


@clause("LIFE-16")
@EXITS
def test_a_future_left_behind_ends_no_run(loop: Loop, kind: type[BaseException]) -> None:
    """A future whose run was left by an exit can be resolved in the next run without ending that one."""
    future: asyncio.Future[object] = loop.create_future()

    def leave() -> None:
        raise kind

    loop.call_soon(leave)
    doing = f"run_until_complete(future), left by a callback that raises {kind.__name__}"
    expect_raises(kind, loop.run_until_complete, future, doing=doing)
    expect(
        _next_run(loop, lambda: future.set_result(None)),
        "completed",
        doing=f"{doing}; then run_until_complete(one that resolves that future and takes 5 turns)",
    )


@clause("LIFE-18")
def test_a_new_loop_is_idle_and_open(loop: Loop) -> None:
    """is_running() and is_closed() of a new loop are false."""
    expect(
        (loop.is_running(), loop.is_closed()),
        (False, False),
        doing="ask a new loop is_running(), is_closed()",
    )


@clause("LIFE-02")
def test_a_failed_coroutine_raises_here(loop: Loop) -> None:
    """run_until_complete raises the exception of the coroutine it ran."""

    async def main() -> None:
        boom()

    expect_raises(Boom, loop.run_until_complete, main(), doing="run_until_complete(coroutine that raises)")
