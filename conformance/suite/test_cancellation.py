"""The chapter cancellation: a request to end: heard, passed on, cleaned up after, or refused."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_same
from conformance.models import judging
from conformance.models.driving import drive, settled, turn, turns
from conformance.models.judging import NewLoop
from conformance.models.task import JUDGES_CANCEL, TaskMachine
from conformance.suite.cancelling import Part, cancelled_while
from conformance.suite.driving import Loop
from conformance.suite.matter import Boom


@pytest.mark.parametrize("clause_id", judging.items(JUDGES_CANCEL))
def test_machine(clause_id: str, new_loop: NewLoop, target: Any) -> None:
    """Whatever tasks do and whatever is done to them, in any order, they answer as the clause says."""
    judging.put(TaskMachine, clause_id, new_loop, target.factory)


@clause("CANCEL-06")
def test_a_request_made_before_the_wait_is_passed_on(loop: Loop) -> None:
    """When a task cancels itself and then awaits a task, that one hears of it and cleans up first."""
    part = Part(loop)

    async def outer() -> str:
        inner = loop.create_task(part.run())
        await turns(2)
        own: Any = asyncio.current_task()
        own.cancel()
        await inner
        return "went on"

    seen = drive(loop, outcome_or_result(outer()))
    doing = "cancel() the own task, then await one that waits; how that one has ended, and what the own gives"
    expect((part.ended, seen), ("cancelled", "CancelledError"), doing=doing)


@clause("CANCEL-07")
@pytest.mark.parametrize("message", ["why", 7, ("a", "b")], ids=str)
def test_the_message_arrives_as_it_was_given(loop: Loop, message: Any) -> None:
    """The identical object given to cancel() is the argument of CancelledError inside and outside."""
    heard: list[tuple[Any, ...]] = []

    async def inner() -> None:
        try:
            await loop.create_future()
        except asyncio.CancelledError as error:
            heard.append(error.args)
            raise

    async def main() -> None:
        task = loop.create_task(inner())
        await turns(2)
        task.cancel(message)
        try:
            await task
        except asyncio.CancelledError as error:
            heard.append(error.args)

    drive(loop, main())
    expect(
        heard,
        [(message,), (message,)],
        doing="cancel(message) a task; arguments of CancelledError in and out",
    )


@clause("CANCEL-12")
def test_a_request_taken_back_in_time_is_not_thrown(loop: Loop) -> None:
    """A coroutine that cancels its own task and uncancels it goes on past the next await."""

    async def main() -> str:
        task: Any = asyncio.current_task()
        task.cancel()
        task.uncancel()
        await asyncio.sleep(0)
        return "went on"

    doing = "cancel() and uncancel() the own task, then await"
    seen = drive(loop, outcome_or_result(main()))
    expect(seen, "went on", doing=doing)


async def outcome_or_result(coroutine: Coroutine[Any, Any, str]) -> str:
    """What a task of the coroutine returns, or the name of what it raises."""
    try:
        return await asyncio.get_running_loop().create_task(coroutine)
    except BaseException as error:
        return type(error).__name__


@clause("CANCEL-13")
def test_a_task_called_off_never_begins(loop: Loop) -> None:
    """A task that is cancelled right after its creation ends cancelled, and nothing of its coroutine runs."""
    begun: list[str] = []

    async def work() -> None:
        begun.append("begun")

    task = loop.create_task(work())
    expect(task.cancel(), True, doing="cancel() a task before its first step")
    turn(loop)
    expect(
        (len(begun), task.cancelled()), (0, True), doing="then let the loop run; how much ran; cancelled()"
    )


@clause("CANCEL-18")
def test_an_error_in_the_clean_up_is_the_outcome(loop: Loop) -> None:
    """A coroutine that answers a CancelledError with another exception makes its task fail with that one."""
    error = Boom()

    async def work() -> None:
        try:
            await loop.create_future()
        except asyncio.CancelledError:
            raise error from None

    async def main() -> BaseException | None:
        task = loop.create_task(work())
        await turns(2)
        task.cancel()
        await settled([task])
        return asyncio.CancelledError() if task.cancelled() else task.exception()

    expect_same(
        drive(loop, main()), error, doing="cancel() a task whose coroutine then raises another exception"
    )


@clause("CANCEL-34")
def test_finally_blocks_may_await(loop: Loop) -> None:
    """The finally blocks of nested coroutines run to their ends, over several turns, innermost first."""
    log: list[str] = []

    async def inner() -> None:
        try:
            await loop.create_future()
        finally:
            await turns(3)
            log.append("inner")

    async def outer() -> None:
        try:
            await inner()
        finally:
            await turns(3)
            log.append("outer")

    seen = drive(loop, cancelled_while(outer()))
    expect(
        (log, seen), (["inner", "outer"], "CancelledError"), doing="cancel() nested coroutines with finally"
    )
