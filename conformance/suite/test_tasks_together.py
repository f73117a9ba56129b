"""The chapter tasks, continued: gather, wait, as_completed and TaskGroup on the tasks of the loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.models.driving import drive, settled, turns
from conformance.suite.matter import Boom

Loop = asyncio.AbstractEventLoop
Future = asyncio.Future[object]


async def wait_for(future: Future) -> object:
    """The simplest coroutine that waits."""
    return await future


ORDERS = [(0, 1, 2), (2, 1, 0), (1, 2, 0), (1, 0, 2)]


@clause("TASK-34")
@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_gather_keeps_positions(loop: Loop, order: tuple[int, ...]) -> None:
    """gather() of tasks and futures returns results by position, in whatever order they come."""

    async def gather() -> list[object]:
        futures: list[Future] = [loop.create_future() for _ in order]
        for number in order:
            loop.call_soon(futures[number].set_result, number)
        return list(await asyncio.gather(wait_for(futures[0]), futures[1], wait_for(futures[2])))

    expect(drive(loop, gather()), [0, 1, 2], doing=f"gather() three awaitables that end in the order {order}")


@clause("TASK-35")
def test_gather_raises_the_first_and_lets_the_others_run(loop: Loop) -> None:
    """gather() raises the first exception while another task is pending, which runs on to its end."""
    first, second = Boom(), Boom()

    async def gather() -> object:
        futures: list[Future] = [loop.create_future() for _ in range(3)]
        last = loop.create_task(wait_for(futures[2]))
        loop.call_soon(futures[1].set_exception, first)
        loop.call_soon(futures[0].set_exception, second)
        doing = "gather() two that fail and one that is pending"
        together: asyncio.Future[Any] = asyncio.gather(futures[0], futures[1], last)
        await settled([together])
        seen = (together.done(), last.done())
        if not futures[2].done():
            futures[2].set_result("value")
        expect(seen, (True, False), doing=f"{doing}; some turns later, done() of gather() and of the pending")
        expect_same(together.exception(), first, doing=f"{doing}; the exception")
        return await last

    expect(drive(loop, gather()), "value", doing="let the task that was pending when gather() raised run on")


@clause("TASK-36")
def test_gather_returns_exceptions_if_asked(loop: Loop) -> None:
    """gather(return_exceptions=True) returns results and the identical exceptions by position."""
    error = Boom()

    async def gather() -> list[object]:
        futures: list[Future] = [loop.create_future() for _ in range(3)]
        loop.call_soon(futures[2].set_result, "two")
        loop.call_soon(futures[0].set_exception, error)
        loop.call_soon(futures[1].set_result, "one")
        return list(await asyncio.gather(wait_for(futures[0]), *futures[1:], return_exceptions=True))

    seen = drive(loop, gather())
    expect_same(seen[0], error, doing="gather(return_exceptions=True) of one that fails and two that do not")
    expect(seen[1:], ["one", "two"], doing="gather(return_exceptions=True); the results after the exception")


@clause("TASK-37")
@pytest.mark.parametrize(
    ("when", "done"),
    [(asyncio.FIRST_COMPLETED, "a"), (asyncio.FIRST_EXCEPTION, "ab"), (asyncio.ALL_COMPLETED, "abc")],
)
def test_wait_returns_when_asked(loop: Loop, when: str, done: str) -> None:
    """wait() returns the futures in two sets at the moment that return_when names."""

    async def wait() -> tuple[str, str]:
        futures: dict[Future, str] = {loop.create_future(): name for name in "abc"}
        by_name = {name: future for future, name in futures.items()}
        chain: list[Callable[[], None]] = [
            lambda: by_name["a"].set_result(None),
            lambda: by_name["b"].set_exception(Boom()),
            lambda: by_name["c"].set_result(None),
        ]
        ending = loop.create_task(one_by_one(chain))
        ended, pending = await asyncio.wait(futures, return_when=when)
        names = (
            "".join(sorted(futures[one] for one in ended)),
            "".join(sorted(futures[one] for one in pending)),
        )
        await ending
        by_name["b"].exception()
        return names

    rest = "".join(sorted(set("abc") - set(done)))
    doing = (
        f"wait(return_when={when}) while a returns, later b fails, later c returns; names done and pending"
    )
    expect(drive(loop, wait()), (done, rest), doing=doing)


async def one_by_one(calls: list[Callable[[], None]]) -> None:
    """Make the calls with many turns between them."""
    for call in calls:
        await turns(10)
        call()


@clause("TASK-38")
def test_wait_cancels_nothing(loop: Loop, target: Any) -> None:
    """wait() whose time is up returns what is not done as pending, and leaves it so."""

    async def wait() -> object:
        future: Future = loop.create_future()
        task = loop.create_task(wait_for(future))
        ended, pending = await asyncio.wait([task], timeout=target.tick)
        expect(
            (len(ended), pending == {task}), (0, True), doing="wait(timeout=...) for a task that is not done"
        )
        await turns(3)
        expect(task.done(), False, doing="ask the task for done() after wait(timeout=...) has returned")
        future.set_result("value")
        return await task

    expect(drive(loop, wait()), "value", doing="let the task run on after wait(timeout=...) has returned")


@clause("TASK-39")
def test_a_group_waits_for_all(loop: Loop) -> None:
    """A TaskGroup's block ends after its tasks, also those that a task of the group has added."""
    log: list[str] = []

    async def child(group: asyncio.TaskGroup, depth: int) -> None:
        await turns(2)
        if depth:
            group.create_task(child(group, depth - 1))
        await turns(2)
        log.append(f"child {depth}")

    async def parent() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(child(group, 2))
        log.append("parent")

    drive(loop, parent())
    wanted = ["child 2", "child 1", "child 0", "parent"]
    expect(
        log[-1:] + sorted(log), ["parent", *sorted(wanted)], doing="leave a TaskGroup whose tasks add tasks"
    )


@clause("TASK-40")
def test_a_failure_ends_the_group(loop: Loop) -> None:
    """When a task of a TaskGroup fails the others are cancelled, and an ExceptionGroup is raised."""
    error = Boom()
    log: list[str] = []

    async def fail() -> None:
        await turns(2)
        raise error

    async def linger() -> None:
        try:
            await wait_for(loop.create_future())
        except asyncio.CancelledError:
            log.append("cancelled")
            raise

    async def parent() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(linger())
            group.create_task(fail())

    raised: Any = expect_raises(ExceptionGroup, drive, loop, parent(), doing="let a task of a TaskGroup fail")
    expect(log, ["cancelled"], doing="let a task of a TaskGroup fail; what its brother hears")
    expect_same(
        raised.exceptions[0], error, doing="let a task of a TaskGroup fail; the exception in the group"
    )


@clause("TASK-41")
def test_as_completed_follows_completion(loop: Loop) -> None:
    """as_completed() gives results in the order in which the tasks end, not that of its arguments."""

    async def collect() -> list[object]:
        futures: list[Future] = [loop.create_future() for _ in range(3)]
        order = (2, 0, 1)
        ending = loop.create_task(one_by_one([lambda n=n: futures[n].set_result(n) for n in order]))  # type: ignore[misc]
        seen = [await one for one in asyncio.as_completed([wait_for(future) for future in futures])]
        await ending
        return seen

    expect(drive(loop, collect()), [2, 0, 1], doing="as_completed() of tasks that end in the order 2, 0, 1")
