"""The questions about PyLoop, over the loop under test: tasks, and how they end."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import threading
import weakref
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same
from conformance.suite.background import (
    VARIABLE,
    Background,
    NewBackground,
    ended,
    fail,
    give,
    held,
    wait_for_ever,
    waiting,
)
from conformance.suite.driving import PATIENCE, Loop, rescue
from conformance.suite.matter import Boom
from conformance.target import Target


def created(background: Background, thing: object) -> str:
    """Create a task, and say so: a task's own words name files."""
    background.create_task(thing)
    return "a task"


@clause("PYLOOP-01")
def test_create_task_returns_before_the_coroutine_runs_elsewhere(new_background: NewBackground) -> None:
    """create_task() returns a pending task while the loop is busy; the coroutine runs on another thread."""

    async def where() -> threading.Thread:
        return threading.current_thread()

    background = new_background()
    with held(background):
        task = background.create_task(where())
        expect(task.done(), False, doing="create_task() while the loop is busy, then done()")
    ended(task)
    here = threading.current_thread()
    expect(task.result() is here, False, doing="ask whether the coroutine ran on the caller's thread")


@clause("PYLOOP-02")
@pytest.mark.parametrize(
    "rubbish", [None, 3, "coroutine", give, object()], ids=lambda one: type(one).__name__
)
def test_what_has_no_send_is_refused(new_background: NewBackground, rubbish: object) -> None:
    """create_task() raises TypeError for what has no send()."""
    expect_raises(TypeError, created, new_background(), rubbish, doing="create_task() of what has no send()")


@clause("PYLOOP-03")
def test_a_closed_background_refuses_tasks(new_background: NewBackground) -> None:
    """create_task() raises RuntimeError after close()."""
    background, coroutine = new_background(), give()
    background.close()
    expect_raises(RuntimeError, created, background, coroutine, doing="close(), then create_task()")
    coroutine.close()


@clause("PYLOOP-03")
def test_a_task_that_is_wound_up_creates_no_other(new_background: NewBackground) -> None:
    """create_task() raises RuntimeError while close() winds tasks up, although the loop still runs."""
    background, begun, coroutine = new_background(), threading.Event(), give()

    async def body() -> str:
        try:
            await wait_for_ever(begun)
        finally:
            created(background, coroutine)
        return "was not cancelled"

    task = background.create_task(body())
    begun.wait(PATIENCE)
    background.close()
    expect_raises(RuntimeError, task.result, doing="create_task() in the clean-up of a task, during close()")
    coroutine.close()


@clause("PYLOOP-20")
def test_a_loop_with_nothing_to_do_wakes(new_background: NewBackground) -> None:
    """A task created while the loop waits with nothing to do begins, fifty times in a row."""
    background = new_background()
    for number in range(50):
        task = background.create_task(give(number))
        expect(task.wait(PATIENCE), True, doing="create_task() on an idle PyLoop, then wait()")
        expect(task.result(), number, doing="create_task() on an idle PyLoop, wait(), result()")


@clause("PYLOOP-19")
def test_the_coroutine_runs_in_a_copy_of_the_callers_context(new_background: NewBackground) -> None:
    """The coroutine sees the caller's context variables, and what it sets stays its own."""

    async def look() -> str:
        seen = VARIABLE.get()
        VARIABLE.set("the coroutine's")
        return seen

    def start() -> tuple[str, str]:
        VARIABLE.set("the caller's")
        task = new_background().create_task(look())
        ended(task)
        return task.result(), VARIABLE.get()

    seen = contextvars.copy_context().run(start)
    expect(seen, ("the caller's", "the caller's"), doing="set a variable, run a coroutine that sets it too")


@clause("PYLOOP-28")
def test_a_forgotten_task_goes_on(new_background: NewBackground) -> None:
    """A task that nobody refers to survives a garbage collection, and ends when what it awaits is there."""
    awaited: list[weakref.ref[asyncio.Future[None]]] = []
    begun, over = threading.Event(), threading.Event()

    async def body() -> None:
        future: asyncio.Future[None] = Referable(loop=asyncio.get_running_loop())
        awaited.append(weakref.ref(future))
        asyncio.get_running_loop().call_soon(begun.set)
        await future
        over.set()

    background = new_background()
    background.create_task(body())
    begun.wait(PATIENCE)
    gc.collect()
    future = awaited[0]()
    expect(
        future is not None,
        True,
        doing="forget a pending task, collect garbage; is what it awaits still there",
    )
    assert future is not None
    background.get_loop().call_soon_threadsafe(future.set_result, None)
    expect(over.wait(PATIENCE), True, doing="resolve what a forgotten task awaits, and wait for it to go on")


class Referable(asyncio.Future[None]):
    """A future that can be watched by a weak reference."""


@clause("PYLOOP-31")
def test_all_of_asyncio_works_inside(new_background: NewBackground) -> None:
    """Running loop, current task, nested awaits, timeouts, locks and task groups work in the background."""

    async def nested(depth: int) -> int:
        return 0 if depth == 0 else 1 + await nested(depth - 1)

    async def late() -> str:
        try:
            async with asyncio.timeout(0):
                await asyncio.get_running_loop().create_future()
        except TimeoutError:
            return "late"
        return "in time"

    async def body() -> tuple[bool, str, int, str, list[int]]:
        task = asyncio.current_task()
        assert task is not None
        async with asyncio.TaskGroup() as group, asyncio.Lock():
            parts = [group.create_task(give(number)) for number in range(3)]
        results = [part.result() for part in parts]
        right = asyncio.get_running_loop() is background.get_loop()
        return right, task.get_name(), await nested(20), await late(), results

    background = new_background()
    task = background.create_task(body(), name="worker")
    ended(task)
    doing = "in a task: is the running loop the hosted one, its name, nested awaits, a timeout, a task group"
    expect(task.result(), (True, "worker", 20, "late", [0, 1, 2]), doing=doing)


@clause("PYLOOP-04")
@pytest.mark.parametrize("method", ["result", "exception"])
def test_a_pending_task_has_no_outcome(new_background: NewBackground, method: str) -> None:
    """result() and exception() of a pending task raise InvalidStateError at once."""
    task = waiting(new_background())
    expect_raises(asyncio.InvalidStateError, getattr(task, method), doing=f"{method}() of a pending task")


@clause("PYLOOP-04")
@pytest.mark.parametrize("method", ["result", "exception"])
def test_a_task_that_has_not_begun_has_no_outcome(new_background: NewBackground, method: str) -> None:
    """result() and exception() of a task that the loop has not come to yet raise InvalidStateError."""
    background = new_background()
    with held(background):
        task = background.create_task(give())
        ask, doing = getattr(task, method), f"{method}() of a task that has not begun"
        expect_raises(asyncio.InvalidStateError, ask, doing=doing)
    ended(task)


@clause("PYLOOP-05")
def test_result_is_the_identical_object(new_background: NewBackground) -> None:
    """result() returns the object that the coroutine returned, as often as it is asked."""
    value = object()
    task = new_background().create_task(give(value))
    ended(task)
    for _ in range(2):
        expect_same(task.result(), value, doing="result() of a background task that returned an object")


@clause("PYLOOP-06")
def test_the_exception_is_the_identical_object(new_background: NewBackground) -> None:
    """result() raises and exception() returns the exception that the coroutine raised, as often as asked."""
    error, background = Boom(), new_background()
    task, fine = background.create_task(fail(error)), background.create_task(give())
    ended(task)
    ended(fine)
    for _ in range(2):
        raised = expect_raises(Boom, task.result, doing="result() of a background task that raised")
        expect_same(raised, error, doing="result() of a background task that raised")
        expect_same(task.exception(), error, doing="exception() of a background task that raised")
    expect(fine.exception(), None, doing="exception() of a background task that returned")


@clause("PYLOOP-07")
@pytest.mark.parametrize("method", ["result", "exception"])
@pytest.mark.parametrize("begun", [True, False], ids=["begun", "unborn"])
def test_a_cancelled_task_raises_cancelled_error(
    new_background: NewBackground, method: str, begun: bool
) -> None:
    """result() and exception() of a cancelled task raise CancelledError with the message of cancel()."""
    background = new_background()
    if begun:
        task = waiting(background)
        task.cancel("enough")
    else:
        with held(background):
            task = background.create_task(give())
            task.cancel("enough")
    ended(task)
    ask = getattr(task, method)
    raised = expect_raises(asyncio.CancelledError, ask, doing=f"cancel('enough'), wait, then {method}()")
    expect(raised.args, ("enough",), doing=f"cancel('enough'), wait, then {method}(): its arguments")
    expect_raises(asyncio.CancelledError, ask, doing=f"{method}() of a cancelled task a second time")


@clause("PYLOOP-11")
def test_wait_tells_whether_the_task_is_done(new_background: NewBackground) -> None:
    """wait() returns False when its time is over, True once the task is done, and then at once."""
    task = waiting(new_background())
    for timeout in (0.001, 0):
        with rescue(task.cancel):
            seen = task.wait(timeout)
        expect(seen, False, doing=f"wait({timeout}) for a task that stays pending")
    task.cancel()
    expect(task.wait(PATIENCE), True, doing="cancel() a waiting task, then wait()")
    expect(task.wait(0), True, doing="wait(0) for a task that is done")


@clause("PYLOOP-12")
def test_wait_on_the_loops_own_thread_is_refused(new_background: NewBackground) -> None:
    """wait() for a pending task raises RuntimeError when called inside the loop."""
    background = new_background()
    pending = waiting(background)

    async def wait_inside() -> str:
        try:
            return f"returned {pending.wait(0.001)}"
        except RuntimeError:
            return "refused"

    task = background.create_task(wait_inside())
    ended(task)
    expect(task.result(), "refused", doing="wait() for a pending task on the loop's own thread")


@clause("PYLOOP-29")
def test_an_exception_nobody_asks_for_is_reported(
    new_background: NewBackground, target: Target, loop_reports: list[dict[str, Any]]
) -> None:
    """When a failed task is forgotten before anyone asked, the exception handler hears of its exception."""
    heard, error = threading.Event(), Boom()

    def hear(_loop: Loop, context: dict[str, Any]) -> None:
        loop_reports.append(context)
        heard.set()

    def make() -> Loop:
        loop = target.factory()
        loop.set_exception_handler(hear)
        return loop

    background = new_background(make)
    task = background.create_task(fail(error))
    ended(task)
    del task
    ended(background.create_task(give()))  # by now the loop has let go of all that ended before
    gc.collect()
    expect(heard.wait(PATIENCE), True, doing="forget a failed task, and wait for a report")
    expect_same(loop_reports[0].get("exception"), error, doing="forget a failed task; the report's exception")


@clause("PYLOOP-30")
@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt])
def test_a_task_that_exits_ends_alone(new_background: NewBackground, kind: type[BaseException]) -> None:
    """A task that raises SystemExit or KeyboardInterrupt keeps that outcome; the loop serves the others."""
    background, error, go_on = new_background(), kind("enough"), asyncio.Event()

    async def exit_and_let_go() -> None:
        asyncio.get_running_loop().call_soon(go_on.set)
        raise error

    with held(background):
        other, task = background.create_task(go_on.wait()), background.create_task(exit_and_let_go())
    ended(task)
    expect_same(task.exception(), error, doing=f"raise {kind.__name__} in a background task; exception()")
    ended(other)
    expect(other.cancelled(), False, doing=f"raise {kind.__name__} in one task; cancelled() of another")
    expect(other.result(), True, doing=f"raise {kind.__name__} in one task; result() of another")
    later = background.create_task(give("served"))
    ended(later)
    expect(later.result(), "served", doing=f"raise {kind.__name__} in one task; start another")
