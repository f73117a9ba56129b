"""Future: equal to its table in every state, and to asyncio's future in every short history."""

from __future__ import annotations

import asyncio
import gc
import itertools
import weakref
from collections.abc import Callable, Generator
from contextlib import contextmanager
from enum import Enum
from typing import Any

import pytest

from reference_loop import Future, ReferenceLoop
from reference_loop.states import CANCELLED, FINISHED, FUTURE, PENDING, FutureState

EVENTS: dict[str, Callable[[Any], object]] = {
    "set_result": lambda future: future.set_result(1),
    "set_exception": lambda future: future.set_exception(KeyError(1)),
    "cancel": lambda future: future.cancel("enough"),
}
INTO: dict[FutureState, str] = {FINISHED: "set_result", CANCELLED: "cancel"}


class Unshowable:
    """Something whose repr raises."""

    def __repr__(self) -> str:
        raise KeyError

    def __call__(self, _: object) -> None:
        """Do nothing."""


@pytest.fixture
def loop() -> Generator[ReferenceLoop]:
    """A loop of our own, closed afterwards."""
    made = ReferenceLoop()
    yield made
    made.close()


@contextmanager
def no_garbage_collector() -> Generator[None]:
    """Only reference counts free anything inside."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def turn(loop: asyncio.AbstractEventLoop) -> None:
    """Run one turn of the loop."""
    loop.call_soon(loop.stop)
    loop.run_forever()


def state_of(future: Any) -> FutureState:
    """The state as anyone can see it."""
    return CANCELLED if future.cancelled() else FINISHED if future.done() else PENDING


def outcome(ask: Callable[[], object]) -> object:
    """What a call returns, or the kind and arguments of what it raises; words are ours to choose."""
    try:
        return ask()
    except asyncio.InvalidStateError:
        return "InvalidStateError"
    except RuntimeError:
        return "RuntimeError"
    except BaseException as error:
        return type(error), error.args


@pytest.mark.parametrize(("state", "event"), FUTURE.moves, ids=lambda one: getattr(one, "name", one))
def test_every_move_is_that_of_the_table(loop: ReferenceLoop, state: FutureState, event: str) -> None:
    """In every state every event leads where the table says, or is refused as it says, with no move."""
    future: Future[int] = Future(loop=loop)
    if state in INTO:
        EVENTS[INTO[state]](future)
    row = FUTURE.moves[state, event]
    if isinstance(row, Enum):
        EVENTS[event](future)
        assert state_of(future) is row
    else:
        with pytest.raises(asyncio.InvalidStateError):
            EVENTS[event](future)
        assert state_of(future) is state
    future.cancel()


ASKED: dict[str, Callable[[Any], object]] = {
    **EVENTS,
    "result": lambda future: future.result(),
    "exception": lambda future: repr(future.exception()),
}


def history(future: Any, events: tuple[str, ...]) -> list[object]:
    """What each event answered, and what could be seen after it."""
    seen: list[object] = []
    for event in events:
        seen += [outcome(lambda event=event: ASKED[event](future)), future.done(), future.cancelled()]  # type: ignore[misc]
    future.cancel()
    return seen


@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_every_short_history_is_that_of_asyncio(loop: ReferenceLoop, length: int) -> None:
    """Every sequence of up to four events has the answers that asyncio's future gives."""
    other = asyncio.new_event_loop()
    for events in itertools.product(ASKED, repeat=length):
        ours, theirs = Future[int](loop=loop), asyncio.Future[int](loop=other)
        assert history(ours, events) == history(theirs, events), events
    other.close()


def test_callbacks_and_tasks_are_served_in_the_order_they_came(loop: ReferenceLoop) -> None:
    """A waiting task stands in line with the callbacks added before and after it."""
    future, order = Future[None](loop=loop), list[str]()

    async def wait() -> None:
        await future
        order.append("task")

    future.add_done_callback(lambda _: order.append("first"))
    task = loop.create_task(wait())
    turn(loop)
    future.add_done_callback(lambda _: order.append("last"))
    future.set_result(None)
    assert order == []
    turn(loop)
    assert order == ["first", "task", "last"]
    assert task.done()


def test_remove_done_callback_leaves_waiting_tasks(loop: ReferenceLoop) -> None:
    """remove_done_callback() counts the additions it takes back, and takes no task's wake-up."""
    future, calls = Future[int](loop=loop), list[object]()
    task = loop.create_task(future_value(future))
    turn(loop)
    for _ in range(2):
        future.add_done_callback(calls.append)
    assert future.remove_done_callback(calls.append) == 2
    assert future.remove_done_callback(calls.append) == 0
    future.set_result(3)
    assert loop.run_until_complete(task) == 3
    assert calls == []


async def future_value(future: Future[int]) -> int:
    """Await it."""
    return await future


def test_repr_never_raises(loop: ReferenceLoop) -> None:
    """repr() shows what cannot show itself, be it callback, result or error, and a future inside itself."""
    future: Future[Any] = Future(loop=loop)
    future.add_done_callback(Unshowable())
    assert "pending" in repr(future)
    future.add_done_callback(Unshowable())
    future.add_done_callback(print)
    assert "more" in repr(future)
    for value in (Unshowable(), future):
        finished: Future[Any] = Future(loop=loop)
        finished.set_result(value)
        assert "finished" in repr(finished)
    failed: Future[Any] = Future(loop=loop)
    failed.set_exception(KeyError(Unshowable()))
    assert "exception=" in repr(failed)
    failed.exception()
    future.cancel()
    turn(loop)


@pytest.mark.parametrize("how", ["read", "awaited"])
def test_reading_an_error_does_not_tie_the_future_to_it(loop: ReferenceLoop, how: str) -> None:
    """A failed future that was read or awaited is freed with its last reference, exception kept or not."""
    future, error = Future[None](loop=loop), KeyError()
    future.set_exception(error)
    with no_garbage_collector():
        awaiting = iter(future)
        with pytest.raises(KeyError):
            future.result() if how == "read" else next(awaiting)
        watch = weakref.ref(future)
        del future, awaiting
        assert watch() is None


def test_the_traceback_does_not_grow_with_the_readers(loop: ReferenceLoop) -> None:
    """The hundredth result() raises with as short a traceback as the first."""
    future: Future[None] = Future(loop=loop)
    future.set_exception(KeyError())
    lengths: list[int] = []
    for _ in range(100):
        with pytest.raises(KeyError) as caught:
            future.result()
        lengths.append(len(caught.traceback))
    assert len(set(lengths)) == 1


def test_an_unclaimed_exception_is_reported_once_forgotten(loop: ReferenceLoop) -> None:
    """The report names exception and future, and in debug mode the place where the future was made."""
    reports: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: reports.append(context))
    loop.set_debug(True)
    error, claimed = KeyError(), Future[None](loop=loop)
    with no_garbage_collector():
        Future[None](loop=loop).set_exception(error)
        claimed.set_exception(error)
        claimed.exception()
        del claimed
    (report,) = reports
    assert report["exception"] is error
    assert report["source_traceback"][-1].filename == __file__
    loop.set_debug(False)


def test_what_cannot_be_an_exception_is_refused(loop: ReferenceLoop) -> None:
    """set_exception() takes exceptions and their classes, and leaves the future pending otherwise."""
    future: Future[None] = Future(loop=loop)
    for rubbish in (3, "error", int):
        with pytest.raises(TypeError):
            future.set_exception(rubbish)  # type: ignore[arg-type]
    assert not future.done()
    future.set_exception(KeyError)
    assert type(future.exception()) is KeyError


def test_a_future_resumed_too_early_says_so(loop: ReferenceLoop) -> None:
    """Whoever drives a future by hand past its await, before it is done, gets RuntimeError."""
    awaiting = iter(Future[None](loop=loop))
    next(awaiting)
    with pytest.raises(RuntimeError, match="await"):
        next(awaiting)


def test_it_is_admitted_as_a_future(loop: ReferenceLoop) -> None:
    """asyncio takes it for a future, subclasses can be subscripted, and it knows its loop."""

    class Mine(Future[int]):
        pass

    subscriptable: Any = Mine
    assert asyncio.isfuture(Future[int](loop=loop))
    assert subscriptable[int] is not None
    assert Mine(loop=loop).get_loop() is loop
    with pytest.raises(RuntimeError):
        Future()
    with pytest.raises(ValueError, match="False"):
        Future(loop=loop)._log_traceback = True
