"""The chapter cancellation: shield, gather, wait, timeouts and task groups."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.models.driving import drive, settled, turns
from conformance.suite.cancelling import Part, cancelled_while, outcome_of
from conformance.suite.driving import Loop
from conformance.suite.matter import Boom


async def wait_for(future: Awaitable[object]) -> object:
    """The simplest coroutine that waits."""
    return await future


@clause("CANCEL-20")
def test_a_shield_holds(loop: Loop) -> None:
    """The task inside shield() runs to its end when the one who awaits it is cancelled."""
    part = Part(loop)

    async def main() -> tuple[str, str]:
        inner = loop.create_task(part.run())
        seen = await cancelled_while(wait_for(asyncio.shield(inner)))
        part.finish()
        return seen, await outcome_of(inner)

    doing = "cancel() a task that awaits shield(inner); what it gets, and what inner gives"
    expect(drive(loop, main()), ("CancelledError", "result"), doing=doing)


@clause("CANCEL-22")
def test_wait_for_waits_for_the_end(loop: Loop, target: Any) -> None:
    """wait_for() whose time is up raises TimeoutError after the awaitable has cleaned up."""
    part = Part(loop)

    async def main() -> tuple[str, str]:
        seen = await outcome_of(asyncio.wait_for(part.run(), target.tick))
        return seen, part.ended

    doing = "wait_for() with a timeout; what it raises, and how its awaitable has ended by then"
    expect(drive(loop, main()), ("TimeoutError", "cancelled"), doing=doing)


@clause("CANCEL-23")
def test_wait_for_passes_a_request_on(loop: Loop) -> None:
    """When wait_for() is cancelled its awaitable is cancelled, and the caller gets CancelledError."""
    part = Part(loop)
    seen = drive(loop, cancelled_while(asyncio.wait_for(part.run(), None)))
    doing = "cancel() a task in wait_for(); what it gets, and how the awaitable has ended"
    expect((seen, part.ended), ("CancelledError", "cancelled"), doing=doing)


@clause("CANCEL-24")
def test_gather_passes_a_request_on(loop: Loop) -> None:
    """When gather() is cancelled each of its awaitables that is not done is cancelled."""
    parts = [Part(loop) for _ in range(3)]

    async def main() -> str:
        tasks = [loop.create_task(part.run()) for part in parts]
        parts[0].future.set_result("value")
        await turns(3)
        seen = await cancelled_while(wait_for(asyncio.gather(*tasks)))
        await settled(tasks)
        return seen

    doing = "cancel() a task that awaits gather(done, a, b); what it gets, and how a and b have ended"
    seen = drive(loop, main())
    expect((seen, parts[1].ended, parts[2].ended), ("CancelledError", "cancelled", "cancelled"), doing=doing)


@clause("CANCEL-25")
def test_a_cancelled_child_of_gather_is_alone(loop: Loop) -> None:
    """When one awaitable of gather() is cancelled, gather() raises CancelledError and its brother runs on."""
    parts = [Part(loop), Part(loop)]

    async def main() -> tuple[str, bool, str]:
        tasks = [loop.create_task(part.run()) for part in parts]
        together: asyncio.Future[list[object]] = asyncio.gather(*tasks)
        await turns(3)
        tasks[0].cancel()
        seen = await outcome_of(together)
        parts[1].finish()
        return seen, together.cancelled(), await outcome_of(tasks[1])

    doing = "cancel() one of two in gather(); what gather() raises, its cancelled(), what the other gives"
    expect(drive(loop, main()), ("CancelledError", False, "result"), doing=doing)


@clause("CANCEL-35")
def test_a_cancelled_wait_cancels_nothing(loop: Loop) -> None:
    """When wait() is cancelled the tasks that it waited for run on."""
    part = Part(loop)

    async def main() -> tuple[str, str]:
        task = loop.create_task(part.run())
        seen = await cancelled_while(asyncio.wait([task]))
        part.finish()
        return seen, await outcome_of(task)

    doing = "cancel() a task in wait(); what it gets, and what the one it waited for gives"
    expect(drive(loop, main()), ("CancelledError", "result"), doing=doing)


async def outlast(loop: Loop, tick: float, raised: list[str]) -> None:
    """Wait ``tick`` seconds in asyncio.timeout() for what never comes; log what is raised inside and out."""
    try:
        async with asyncio.timeout(tick):
            try:
                await loop.create_future()
            except BaseException as error:
                raised.append(type(error).__name__)
                raise
    except BaseException as error:
        raised.append(type(error).__name__)


@clause("CANCEL-26")
def test_a_timeout_ends_its_block(loop: Loop, target: Any) -> None:
    """When the time is up the block gets CancelledError, and the caller TimeoutError."""
    raised: list[str] = []
    drive(loop, outlast(loop, target.tick, raised))
    doing = "let the time of asyncio.timeout() be up; what is raised inside, what outside"
    expect(raised, ["CancelledError", "TimeoutError"], doing=doing)


@clause("CANCEL-27")
def test_a_timeout_leaves_no_request(loop: Loop, target: Any) -> None:
    """A task whose block was ended by a timeout is asked for as few cancellations as before."""

    async def main() -> int:
        task: Any = asyncio.current_task()
        await outlast(loop, target.tick, [])
        await turns(2)  # a request that is still owed would come out here
        return int(task.cancelling())

    doing = "let the time of asyncio.timeout() be up, then ask the task for cancelling()"
    expect(drive(loop, main()), 0, doing=doing)


@clause("CANCEL-28")
def test_a_request_passes_a_timeout(loop: Loop) -> None:
    """A cancel request from outside leaves asyncio.timeout() as CancelledError."""

    async def main() -> None:
        async with asyncio.timeout(3600):
            await loop.create_future()

    seen = drive(loop, cancelled_while(main()))
    expect(seen, "CancelledError", doing="cancel() a task inside asyncio.timeout(); what it ends with")


@clause("CANCEL-29")
def test_a_deadline_can_be_moved(loop: Loop, target: Any) -> None:
    """reschedule() to None takes the deadline away, to a past moment makes the time up; when() tells it."""

    async def main() -> None:
        async with asyncio.timeout(target.tick) as limit:
            limit.reschedule(None)
            expect_same(limit.when(), None, doing="reschedule(None), then when()")
            await asyncio.sleep(2 * target.tick)
            log.append("slept")
            moment = loop.time()
            limit.reschedule(moment)
            expect(limit.when(), moment, doing="reschedule(moment), then when()")
            await loop.create_future()

    log: list[str] = []
    doing = "sleep past a deadline that was taken away, then reschedule() to now and wait for ever"
    expect_raises(TimeoutError, drive, loop, main(), doing=doing)
    expect(log, ["slept"], doing=f"{doing}; what was done before TimeoutError")


@clause("CANCEL-30")
@pytest.mark.parametrize("inner_first", [True, False], ids=["inner first", "outer first"])
def test_timeouts_nest(loop: Loop, target: Any, inner_first: bool) -> None:
    """Of two nested timeouts, the one whose time is up raises TimeoutError, and only that one has expired."""
    short, long = target.tick, 3600.0
    log: list[str] = []

    async def main() -> None:
        outer = asyncio.timeout(long if inner_first else short)
        inner = asyncio.timeout(short if inner_first else long)
        try:
            async with outer:
                try:
                    async with inner:
                        await loop.create_future()
                except TimeoutError:
                    log.append("inner")
        except TimeoutError:
            log.append("outer")
        log.append(f"expired: inner {inner.expired()}, outer {outer.expired()}")

    drive(loop, main())
    name = "inner" if inner_first else "outer"
    wanted = [name, f"expired: inner {inner_first}, outer {not inner_first}"]
    expect(
        log, wanted, doing=f"nest two timeouts of which the {name} one is short; who raises, who has expired"
    )


@clause("CANCEL-31")
def test_a_failure_cancels_the_body(loop: Loop) -> None:
    """When a task of a TaskGroup fails the body gets CancelledError, the caller the ExceptionGroup only."""
    log: list[str] = []

    async def fail() -> None:
        raise Boom

    async def main() -> int:
        task: Any = asyncio.current_task()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(fail())
                try:
                    await loop.create_future()
                except BaseException as error:
                    log.append(type(error).__name__)
                    raise
        except BaseException as error:
            log.append(type(error).__name__)
        requests: int = task.cancelling()
        return requests

    requests = drive(loop, main())
    doing = (
        "let a task of a TaskGroup fail while the body waits; what the body and the caller get, requests left"
    )
    expect((log, requests), (["CancelledError", "ExceptionGroup"], 0), doing=doing)


@clause("CANCEL-32")
def test_a_group_ends_with_its_task(loop: Loop) -> None:
    """When the task of a TaskGroup's block is cancelled its tasks are cancelled and awaited first."""
    part = Part(loop)

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(part.run())

    seen = drive(loop, cancelled_while(main()))
    doing = "cancel() the task of a TaskGroup; what it ends with, and how its task has ended by then"
    expect((seen, part.ended), ("CancelledError", "cancelled"), doing=doing)


@clause("CANCEL-33")
def test_a_cancelled_member_is_no_failure(loop: Loop) -> None:
    """A TaskGroup whose one task is cancelled lets the other end, and raises nothing."""
    parts = [Part(loop), Part(loop)]

    async def main() -> None:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part.run()) for part in parts]
            await turns(3)
            tasks[0].cancel()
            await turns(8)
            parts[1].finish()

    seen = drive(loop, outcome_of(main()))
    doing = "cancel() one of two tasks of a TaskGroup; how the two have ended, and what the block gives"
    expect((parts[0].ended, parts[1].ended, seen), ("cancelled", "not cancelled", "result"), doing=doing)
