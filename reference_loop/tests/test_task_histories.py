"""Task: equal to asyncio's in every short history of every kind of coroutine."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Generator
from typing import Any

import pytest

from reference_loop import ReferenceLoop
from reference_loop.tests.test_futures import loop, outcome, turn

__all__ = ["loop"]

Body = Callable[[Any], Coroutine[Any, Any, Any]]


async def returns(future: Any) -> int:
    return 1


async def raises(future: Any) -> None:
    raise KeyError(1)


async def awaits(future: Any) -> Any:
    return await future


async def awaits_after_a_turn(future: Any) -> Any:
    await asyncio.sleep(0)
    return await future


async def refuses_once(future: Any) -> Any:
    try:
        return await future
    except asyncio.CancelledError as error:
        await asyncio.sleep(0)
        return "refused", error.args


async def cleans_up(future: Any) -> Any:
    try:
        return await future
    finally:
        await asyncio.sleep(0)


async def cancels_itself_and_returns(future: Any) -> int:
    task = asyncio.current_task()
    assert task is not None
    task.cancel("own")
    return 2


async def cancels_itself_and_waits(future: Any) -> Any:
    task = asyncio.current_task()
    assert task is not None
    task.cancel("own")
    return await future


async def forgives_itself(future: Any) -> Any:
    task = asyncio.current_task()
    assert task is not None
    task.cancel("own")
    task.uncancel()
    return await future


async def raises_cancelled(future: Any) -> None:
    raise asyncio.CancelledError("mine")


async def shields(future: Any) -> Any:
    return await asyncio.shield(future)


async def awaits_a_task(future: Any) -> Any:
    return await asyncio.get_running_loop().create_task(refuses_once(future))


async def gathers(future: Any) -> Any:
    gather: Any = asyncio.gather
    return repr(await gather(future, asyncio.sleep(0), return_exceptions=True))


async def awaits_twice(future: Any) -> Any:
    try:
        await future
    except KeyError:
        return await future


class Bare:
    """Yields what it was given, without the ceremony of an await."""

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __await__(self) -> Generator[Any, None, None]:
        yield self.thing


async def yields_the_future_bare(future: Any) -> str:
    try:
        await Bare(future)
    except RuntimeError:
        return "refused"
    return "accepted"


async def yields_rubbish(future: Any) -> str:
    try:
        await Bare(3)
    except RuntimeError:
        return "refused"
    return "accepted"


async def awaits_itself(future: Any) -> None:
    task = asyncio.current_task()
    assert task is not None
    await task


BODIES: tuple[Body, ...] = (
    returns,
    raises,
    awaits,
    awaits_after_a_turn,
    refuses_once,
    cleans_up,
    cancels_itself_and_returns,
    cancels_itself_and_waits,
    forgives_itself,
    raises_cancelled,
    shields,
    awaits_a_task,
    gathers,
    awaits_twice,
    yields_the_future_bare,
    yields_rubbish,
    awaits_itself,
)

EVENTS: dict[str, Callable[[asyncio.AbstractEventLoop, Any, Any], object]] = {
    "turn": lambda loop, task, future: turn(loop),
    "cancel": lambda loop, task, future: task.cancel("asked"),
    "uncancel": lambda loop, task, future: task.uncancel(),
    "resolve": lambda loop, task, future: future.set_result(5),
    "reject": lambda loop, task, future: future.set_exception(KeyError(5)),
    "call off": lambda loop, task, future: future.cancel("called off"),
}


def history(loop: asyncio.AbstractEventLoop, task: Any, future: Any, events: tuple[str, ...]) -> list[object]:
    """What can be seen of a task after each event, and how it ends when the future is called off at last."""
    seen: list[object] = []
    for event in (*events, "turn", "turn", "call off", *["turn"] * 5):
        answer = outcome(lambda event=event: EVENTS[event](loop, task, future))  # type: ignore[misc]
        seen.append((event, answer, task.done(), task.cancelled(), task.cancelling(), outcome(task.result)))
    seen.append(outcome(lambda: isinstance(task.exception(), KeyError)))
    if future.done() and not future.cancelled():
        future.exception()
    return seen


def quiet(loop: asyncio.AbstractEventLoop) -> asyncio.AbstractEventLoop:
    """Let no report of a history reach the log."""
    loop.set_exception_handler(lambda _loop, _context: None)
    return loop


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
@pytest.mark.parametrize("foreign", [False, True], ids=["our future", "asyncio's future"])
def test_every_short_history_is_that_of_asyncio(loop: ReferenceLoop, body: Body, foreign: bool) -> None:
    """For every sequence of up to three events all that can be seen of a task is as with asyncio."""
    other = quiet(asyncio.new_event_loop())
    quiet(loop)
    for length in (0, 1, 2, 3):
        for events in itertools.product(EVENTS, repeat=length):
            ours: Any = asyncio.Future[Any](loop=loop) if foreign else loop.create_future()
            theirs = other.create_future()
            here = history(loop, loop.create_task(body(ours)), ours, events)
            there = history(other, other.create_task(body(theirs)), theirs, events)
            assert here == there, events
    other.close()
