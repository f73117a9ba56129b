"""The chapter futures: an outcome that is not there yet, and who is told of it."""

from __future__ import annotations

import asyncio
import concurrent.futures
import threading
import traceback
from collections.abc import Awaitable, Callable, Generator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.models import judging
from conformance.models.driving import drive, settled, turn
from conformance.models.future import JUDGES, FutureMachine
from conformance.models.judging import NewLoop
from conformance.suite.matter import Boom

Loop = asyncio.AbstractEventLoop


@pytest.mark.parametrize("clause_id", judging.items(JUDGES))
def test_machine(clause_id: str, new_loop: NewLoop, target: Any) -> None:
    """Whatever is done to futures, in any order, they answer as the clause says."""
    judging.put(FutureMachine, clause_id, new_loop, target.factory)


@clause("FUT-03")
@pytest.mark.parametrize("value", [0, "", [], False], ids=repr)
def test_a_falsy_result_is_a_result(loop: Loop, value: object) -> None:
    """result() gives back a value that is as good as nothing."""
    future: asyncio.Future[object] = loop.create_future()
    future.set_result(value)
    expect_same(future.result(), value, doing=f"set_result({value!r}), then ask for result()")


def noting(ran: list[str], name: str) -> Callable[[asyncio.Future[None]], object]:
    """A done callback that notes its name."""
    return lambda _future: ran.append(name)


MOVES = st.lists(st.tuples(st.sampled_from(["add", "remove"]), st.sampled_from("abc")), max_size=8)


@clause("FUT-16")
@given(moves=MOVES)
@example(moves=[("add", "a"), ("add", "b"), ("remove", "a"), ("add", "c")])
def test_the_order_survives_removals(new_loop: NewLoop, moves: list[tuple[str, str]]) -> None:
    """Callbacks run in the order of adding, whichever were added and taken back in between."""
    loop, ran, wanted = new_loop(), list[str](), list[str]()
    callbacks = {name: noting(ran, name) for name in "abc"}
    future: asyncio.Future[None] = loop.create_future()
    for move, name in moves:
        if move == "add":
            future.add_done_callback(callbacks[name])
            wanted.append(name)
        else:
            future.remove_done_callback(callbacks[name])
            wanted = [other for other in wanted if other != name]
    future.set_result(None)
    turn(loop)
    loop.close()
    done = ", ".join(f"{move} {name}" for move, name in moves)
    expect(ran, wanted, doing=f"done callbacks of a future: {done}; end it, list who is called")


@clause("FUT-22")
def test_a_waiting_coroutine_gets_the_identical_outcome(loop: Loop) -> None:
    """A coroutine that waits for a future gets the very object, or the very exception, that was set."""
    value, error = object(), Boom()

    async def wait(give: Callable[[asyncio.Future[object]], None]) -> object:
        future: asyncio.Future[object] = loop.create_future()
        loop.call_soon(give, future)
        return await future

    seen = drive(loop, wait(lambda future: future.set_result(value)))
    expect_same(seen, value, doing="await a future that gets a result later")
    failing = wait(lambda future: future.set_exception(error))
    raised = expect_raises(Boom, drive, loop, failing, doing="await a future that gets an exception later")
    expect_same(raised, error, doing="await a future that gets an exception later")


@clause("FUT-24")
def test_create_future_belongs_to_the_loop(loop: Loop) -> None:
    """create_future() returns a pending future that belongs to the loop and is known as a future."""
    future: asyncio.Future[None] = loop.create_future()
    expect(future.done(), False, doing="ask a new future for done()")
    expect(asyncio.isfuture(future), True, doing="ask isfuture() about what create_future() returned")
    expect_same(future.get_loop(), loop, doing="ask a new future for get_loop()")


class Wrapped:
    """An awaitable that is neither a coroutine nor a future."""

    def __init__(self, inner: Awaitable[object]) -> None:
        self.inner = inner

    def __await__(self) -> Generator[Any, Any, object]:
        return self.inner.__await__()


@clause("FUT-26")
def test_ensure_future_takes_each_awaitable(loop: Loop) -> None:
    """ensure_future() leaves futures alone and makes tasks from coroutines and other awaitables."""
    future: asyncio.Future[object] = loop.create_future()
    future.set_result("value")

    async def coroutine() -> object:
        return await future

    expect_same(asyncio.ensure_future(future), future, doing="ensure_future() of a future")
    for thing in (coroutine(), Wrapped(future)):
        task = asyncio.ensure_future(thing, loop=loop)
        doing = f"ensure_future() of a {'coroutine' if asyncio.iscoroutine(thing) else 'awaitable object'}"
        expect_that(hasattr(task, "get_coro"), doing=doing, expected="a task", observed=task)
        expect_same(task.get_loop(), loop, doing=f"{doing}; get_loop() of the task")
        turn(loop)
        turn(loop)
        expect(task.result(), "value", doing=f"{doing}, and let it run")


@clause("FUT-27")
def test_wrap_future_follows_another_thread(loop: Loop) -> None:
    """A wrapped concurrent future ends in the loop as it was ended in another thread."""
    value, error = object(), Boom()

    def finish(source: concurrent.futures.Future[object], outcome: object) -> None:
        if outcome is error:
            source.set_exception(error)
        else:
            source.set_result(value)

    async def follow(outcome: object) -> object:
        source: concurrent.futures.Future[object] = concurrent.futures.Future()
        wrapped = asyncio.wrap_future(source, loop=loop)
        thread = threading.Thread(target=finish, args=(source, outcome))
        thread.start()
        try:
            return await wrapped
        finally:
            thread.join()

    expect_same(drive(loop, follow(value)), value, doing="set a result in a thread, await the wrapped future")
    doing = "set an exception in a thread, await the wrapped future"
    expect_same(expect_raises(Boom, drive, loop, follow(error), doing=doing), error, doing=doing)


@clause("FUT-28")
def test_an_exception_class_is_instantiated(loop: Loop) -> None:
    """set_exception() given a class keeps an instance of it."""
    future: asyncio.Future[None] = loop.create_future()
    future.set_exception(Boom)
    seen = future.exception()
    expect_that(
        isinstance(seen, Boom), doing="set_exception(Boom), the class", expected="an instance", observed=seen
    )


@clause("FUT-29")
def test_stop_iteration_does_not_pass(loop: Loop) -> None:
    """A StopIteration is refused by set_exception() or reaches the awaiter as the cause of a RuntimeError."""

    async def wait() -> BaseException | None:
        future: asyncio.Future[None] = loop.create_future()
        try:
            future.set_exception(StopIteration())
        except TypeError:
            return StopIteration()
        try:
            await future
        except RuntimeError as error:
            return error.__cause__
        return None

    expect_that(
        isinstance(drive(loop, wait()), StopIteration),
        doing="set_exception(StopIteration()), then await the future",
        expected="TypeError at once, or RuntimeError caused by the StopIteration",
        observed="neither",
    )


@clause("FUT-29")
def test_stop_iteration_does_not_leave_result(loop: Loop) -> None:
    """A StopIteration is refused by set_exception() or leaves result() as the cause of a RuntimeError."""
    future: asyncio.Future[None] = loop.create_future()
    try:
        future.set_exception(StopIteration())
    except TypeError:
        return
    doing = "set_exception(StopIteration()), then ask for result()"
    cause = expect_raises(RuntimeError, future.result, doing=doing).__cause__
    expect_that(
        isinstance(cause, StopIteration), doing=f"{doing}; the cause of its RuntimeError",
        expected="the StopIteration", observed=cause,
    )  # fmt: skip


class Shy:
    """An object that cannot show itself."""

    def __repr__(self) -> str:
        raise Boom


@clause("FUT-30")
def test_repr_survives_its_result(loop: Loop) -> None:
    """repr() of a future works although the repr() of its result raises."""
    future: asyncio.Future[Shy] = loop.create_future()
    future.set_result(Shy())
    expect(
        "finished" in repr(future), True, doing="take the repr() of a future whose result cannot show itself"
    )


@clause("FUT-33")
def test_readers_do_not_lengthen_the_traceback(loop: Loop) -> None:
    """The tenth reader of an exception sees a traceback as long as the first one did."""
    future: asyncio.Future[None] = loop.create_future()
    future.set_exception(Boom())
    lengths: list[int] = []
    for _ in range(10):
        error = expect_raises(Boom, future.result, doing="ask a failed future for its result()")
        lengths.append(frames_of(error))
    expect(lengths, lengths[:1] * 10, doing="count the frames of the traceback that each of ten readers sees")


@clause("FUT-33")
def test_awaiters_do_not_lengthen_the_traceback(loop: Loop) -> None:
    """Whoever awaits a task that has failed sees a traceback no longer than those before did."""

    async def fail() -> None:
        raise Boom

    async def main() -> list[int]:
        task, lengths = loop.create_task(fail()), list[int]()
        await settled([task])
        for _ in range(3):
            try:
                await task
            except Boom as error:
                lengths.append(frames_of(error))
        return lengths

    lengths = drive(loop, main())
    doing = "await a failed task three times; count the frames of the traceback each time"
    steady = lengths == sorted(lengths, reverse=True)  # C tasks forget the frames of the coroutine
    expect_that(steady, doing=doing, expected="never more than before", observed=lengths)


def frames_of(error: BaseException) -> int:
    """How many frames the traceback of an exception has by now."""
    return len(list(traceback.walk_tb(error.__traceback__)))


@clause("FUT-34")
def test_a_future_is_a_future(loop: Loop) -> None:
    """What create_future() returns is an instance of asyncio.Future."""
    future: object = loop.create_future()
    seen = type(future).__mro__
    expect_that(
        isinstance(future, asyncio.Future),
        doing="create_future()",
        expected="an asyncio.Future",
        observed=seen,
    )
