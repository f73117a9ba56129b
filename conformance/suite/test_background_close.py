"""The questions about closing PyLoop, over the loop under test."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.suite.background import NewBackground, ended, give, wait_for_ever
from conformance.suite.driving import PATIENCE, Loop, in_thread
from conformance.suite.matter import Boom


@clause("PYLOOP-21")
def test_close_lets_pending_tasks_clean_up(new_background: NewBackground) -> None:
    """close() cancels a pending task, waits for its clean-up, and returns when it is done."""
    background, steps, begun = new_background(), list[str](), threading.Event()

    async def body() -> None:
        try:
            await wait_for_ever(begun)
        finally:
            for _ in range(3):
                await asyncio.sleep(0)
            steps.append("cleaned up")

    task = background.create_task(body())
    begun.wait(PATIENCE)
    background.close()
    seen = (task.done(), task.cancelled(), steps)
    expect(
        seen, (True, True, ["cleaned up"]), doing="close() with a task pending; done(), cancelled(), clean-up"
    )


@clause("PYLOOP-22")
def test_close_ends_generators_and_executor(new_background: NewBackground) -> None:
    """After close() a half-way asynchronous generator has been closed, and executor threads have ended."""
    steps: list[str] = []

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
            yield 2
        finally:
            await asyncio.sleep(0)
            steps.append("closed")

    generator = numbers()

    async def body() -> threading.Thread:
        await anext(generator)
        return await asyncio.get_running_loop().run_in_executor(None, threading.current_thread)

    background = new_background()
    task = background.create_task(body())
    ended(task)
    background.close()
    expect(steps, ["closed"], doing="leave an asynchronous generator half-way, close(); its last steps")
    expect(task.result().is_alive(), False, doing="use the executor, close(); is its thread alive")


@clause("PYLOOP-23")
def test_close_leaves_nothing(new_background: NewBackground) -> None:
    """After close() the loop is closed and its thread has ended."""

    async def where() -> threading.Thread:
        return threading.current_thread()

    background = new_background()
    task = background.create_task(where())
    ended(task)
    background.close()
    seen = (background.get_loop().is_closed(), task.result().is_alive())
    expect(seen, (True, False), doing="close(); the loop's is_closed(), its thread's is_alive()")


@clause("PYLOOP-24")
def test_close_may_be_repeated(new_background: NewBackground) -> None:
    """A second close(), and one from another thread, return as the first did."""
    background = new_background()
    for _ in range(2):
        expect(background.close(), None, doing="close() twice")
    expect(in_thread(background.close), None, doing="close() again from another thread")


@clause("PYLOOP-24")
def test_a_second_close_waits_for_the_end(new_background: NewBackground) -> None:
    """A close() on another thread does not return while the first one still waits for a clean-up."""
    background, early = new_background(), list[bool]()
    begun, returned = threading.Event(), threading.Event()

    def close_again() -> None:
        background.close()
        returned.set()

    async def body() -> None:
        try:
            await wait_for_ever(begun)
        finally:
            rival.start()
            early.append(returned.wait(0.3))  # a right one is never late: it cannot return before us

    rival = threading.Thread(target=close_again)
    background.create_task(body())
    begun.wait(PATIENCE)
    background.close()
    rival.join()
    expect(early, [False], doing="close() twice at once; whether one returned during the clean-up of a task")


@clause("PYLOOP-25")
def test_close_on_the_loops_own_thread_is_refused(new_background: NewBackground) -> None:
    """close() inside a task raises RuntimeError, and the PyLoop goes on accepting tasks."""
    background = new_background()

    async def close_inside() -> str:
        try:
            background.close()
        except RuntimeError:
            return "refused"
        return "returned"

    task = background.create_task(close_inside())
    ended(task)
    expect(task.result(), "refused", doing="close() inside a background task")
    after = background.create_task(give("accepted"))
    ended(after)
    expect(after.result(), "accepted", doing="close() inside a task, then create_task()")


@clause("PYLOOP-26")
@pytest.mark.parametrize("error", [None, Boom()], ids=["fine", "failing"])
def test_the_block_of_a_with_statement_ends_it(new_background: NewBackground, error: Boom | None) -> None:
    """When the block ends, by an exception or not, the PyLoop is closed and the exception goes on."""

    def block() -> str:
        with background as entered:
            expect_same(entered, background, doing="with PyLoop() as name")
            if error:
                raise error
        return "ended"

    background = new_background()
    if error:
        expect_raises(Boom, block, doing="raise inside the with block of a PyLoop")
    else:
        expect(block(), "ended", doing="leave the with block of a PyLoop")
    expect(background.get_loop().is_closed(), True, doing="leave the with block; the loop's is_closed()")


@clause("PYLOOP-27")
def test_a_failing_factory_is_reported_to_the_caller(new_background: NewBackground) -> None:
    """PyLoop() raises what its factory raises, and no thread is left."""
    error, before = Boom(), set(threading.enumerate())

    def make() -> Loop:
        raise error

    raised = expect_raises(Boom, new_background, make, doing="PyLoop() with a factory that raises")
    expect_same(raised, error, doing="PyLoop() with a factory that raises")
    expect(
        list(set(threading.enumerate()) - before),
        list[object](),
        doing="PyLoop() with a failing factory; threads left",
    )
