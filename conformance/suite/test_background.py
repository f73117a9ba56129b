"""The questions about PyLoop, over the loop under test."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import threading
import weakref
from collections.abc import AsyncIterator, Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.suite.driving import PATIENCE, Loop, in_thread, rescue
from conformance.suite.matter import Boom
from conformance.target import Target

Background = Any
"""A PyLoop, or a wrong one."""
NewBackground = Callable[..., Background]

VARIABLE: contextvars.ContextVar[str] = contextvars.ContextVar("VARIABLE", default="nobody's")


@contextmanager
def held(background: Background) -> Generator[None]:
    """Keep the loop's thread inside a callback, so that nothing can begin or end meanwhile."""
    inside, release = threading.Event(), threading.Event()

    def hold() -> None:
        inside.set()
        release.wait(PATIENCE)

    background.get_loop().call_soon_threadsafe(hold)
    inside.wait(PATIENCE)
    try:
        yield
    finally:
        release.set()


def ended(task: Any) -> None:
    """Wait for the end of a background task that nothing keeps from ending."""
    expect(task.wait(PATIENCE), True, doing="wait for a background task that ends by itself")


async def give(value: object = None) -> Any:
    """Return the value, after a turn of the loop."""
    await asyncio.sleep(0)
    return value


async def fail(error: BaseException) -> None:
    """Raise the error."""
    await asyncio.sleep(0)
    raise error


async def wait_for_ever(begun: threading.Event) -> None:
    """Say that it has begun, then wait for what never comes."""
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(begun.set)
    await future


def created(background: Background, thing: object) -> str:
    """Create a task, and say so: a task's own words name files."""
    background.create_task(thing)
    return "a task"


def note(event: threading.Event, _task: object) -> None:
    """Set the event: a done callback."""
    event.set()


def waiting(background: Background) -> Any:
    """A background task that is known to stand in its await."""
    begun = threading.Event()
    task = background.create_task(wait_for_ever(begun))
    expect(begun.wait(PATIENCE), True, doing="create_task() of a coroutine, and wait for it to begin")
    return task


def tasks_of_each_end(background: Background) -> dict[str, Any]:
    """One task for each way to be: pending, finished (with a value, with an error), cancelled."""
    tasks = {
        "pending": waiting(background),
        "finished": background.create_task(give(3)),
        "failed": background.create_task(fail(Boom())),
        "cancelled": waiting(background),
    }
    tasks["cancelled"].cancel()
    for name in ("finished", "failed", "cancelled"):
        ended(tasks[name])
    tasks["failed"].exception()
    return tasks


# -- create_task


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


# -- outcome


@clause("PYLOOP-04")
@pytest.mark.parametrize("method", ["result", "exception"])
def test_a_pending_task_has_no_outcome(new_background: NewBackground, method: str) -> None:
    """result() and exception() of a pending task raise InvalidStateError at once."""
    task = waiting(new_background())
    expect_raises(asyncio.InvalidStateError, getattr(task, method), doing=f"{method}() of a pending task")


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


# -- cancelling


@clause("PYLOOP-08")
def test_cancel_is_false_exactly_when_done(new_background: NewBackground) -> None:
    """cancel() of a pending task returns True, of a task done in whichever way False."""
    for state, task in tasks_of_each_end(new_background()).items():
        expect(task.cancel(), state == "pending", doing=f"cancel() of a {state} background task")


@clause("PYLOOP-08")
def test_threads_that_race_to_cancel_agree(new_background: NewBackground) -> None:
    """Whichever of two threads is refused finds the task done, at the very moment of being refused."""

    def cancel_until_refused(task: Any, seen: list[bool]) -> None:
        while task.cancel():
            pass
        seen.append(task.done())

    background = new_background()
    for _ in range(20):
        seen: list[bool] = []
        arguments = (waiting(background), seen)
        rivals = [threading.Thread(target=cancel_until_refused, args=arguments) for _ in range(2)]
        for rival in rivals:
            rival.start()
        for rival in rivals:
            rival.join()
        expect(seen, [True, True], doing="cancel() on two threads until it says False, then done()")


@clause("PYLOOP-09")
def test_a_task_cancelled_in_time_never_begins(new_background: NewBackground) -> None:
    """A coroutine whose task is cancelled before the loop came to it runs no line."""
    begun: list[bool] = []

    async def body() -> None:
        begun.append(True)

    background = new_background()
    with held(background):
        task = background.create_task(body())
        expect(task.cancel(), True, doing="cancel() a background task before it has begun")
    ended(task)
    expect(
        (task.cancelled(), begun),
        (True, list[bool]()),
        doing="cancel() before it has begun; cancelled(), and what ran",
    )


@clause("PYLOOP-10")
def test_the_innermost_await_hears_of_the_request(new_background: NewBackground) -> None:
    """cancel() raises CancelledError where the coroutine waits; one that refuses returns its own result."""
    begun = threading.Event()

    async def inner() -> str:
        try:
            await wait_for_ever(begun)
        except asyncio.CancelledError as error:
            return f"refused {error.args[0]}"
        return "was not asked"

    async def outer() -> str:
        return await inner()

    task = new_background().create_task(outer())
    begun.wait(PATIENCE)
    task.cancel("politely")
    ended(task)
    expect(task.cancelled(), False, doing="cancel() a coroutine that refuses; cancelled()")
    expect(task.result(), "refused politely", doing="cancel() a coroutine that refuses; result()")


# -- names


@clause("PYLOOP-13")
def test_names_are_text_and_unique(new_background: NewBackground) -> None:
    """A name is the str() of what was given; tasks without one differ in their names."""
    background = new_background()
    with held(background):
        named = background.create_task(give(), name=("a", 1))
        others = [background.create_task(give()).get_name() for _ in range(20)]
        expect(named.get_name(), "('a', 1)", doing="create_task(name=('a', 1)), get_name()")
    expect(len(set(others)), 20, doing="count the different names of twenty tasks without one")


@clause("PYLOOP-14")
def test_there_is_one_name_at_every_moment(new_background: NewBackground) -> None:
    """set_name() holds before the task begins, while it runs and when it is done; the coroutine sees it."""
    background, names = new_background(), list[str]()
    begun, go_on = threading.Event(), asyncio.Event()

    async def look() -> None:
        task = asyncio.current_task()
        assert task is not None
        await asyncio.sleep(0)  # asyncio names an eager task only after its first step
        names.append(task.get_name())
        asyncio.get_running_loop().call_soon(begun.set)
        await go_on.wait()
        names.append(task.get_name())

    with held(background):
        task = background.create_task(look(), name="first")
        task.set_name("second")
    begun.wait(PATIENCE)
    task.set_name(3)
    background.get_loop().call_soon_threadsafe(go_on.set)
    ended(task)
    expect(names, ["second", "3"], doing="set_name() before and while the coroutine runs; what it saw")
    task.set_name("last")
    expect(task.get_name(), "last", doing="set_name() of a task that is done, get_name()")


class Unshowable(Coroutine[Any, Any, None]):
    """A coroutine that cannot be shown."""

    def send(self, value: object) -> None:
        """End."""
        raise StopIteration

    def throw(self, *error: Any) -> None:
        """Raise it."""
        raise error[0]

    def close(self) -> None:
        """Do nothing."""

    def __await__(self) -> Iterator[Any]:  # type: ignore[override]
        return iter(())

    def __repr__(self) -> str:
        raise Boom

    def __getattr__(self, name: str) -> Any:
        raise Boom


@clause("PYLOOP-15")
def test_repr_tells_state_and_name(new_background: NewBackground) -> None:
    """repr() holds the name and the word for the state, whatever the coroutine is."""
    background = new_background()
    words = {"failed": "finished"}
    for state, task in tasks_of_each_end(background).items():
        task.set_name("Wednesday")
        text, word = repr(task), words.get(state, state)
        said = word in text and "Wednesday" in text
        expect_that(said, doing=f"repr() of a {state} task", expected=f"has {word}, Wednesday", observed=text)
    odd = background.create_task(Unshowable(), name="odd")
    ended(odd)
    expect(
        "odd" in repr(odd), True, doing="find its name in repr() of a task whose coroutine cannot be shown"
    )


# -- callbacks


@clause("PYLOOP-16")
def test_callbacks_run_in_order_on_the_loops_thread(new_background: NewBackground) -> None:
    """Callbacks are called once each, with the task, in the order of adding, where the coroutine ran."""
    calls: list[tuple[str, bool, threading.Thread]] = []
    over = threading.Event()

    async def where() -> threading.Thread:
        return threading.current_thread()

    def callback(name: str) -> Callable[[object], None]:
        def call(ended_task: object) -> None:
            calls.append((name, ended_task is task, threading.current_thread()))
            if name == "c":
                background.get_loop().call_soon(over.set)

        return call

    background = new_background()
    with held(background):
        task = background.create_task(where())
        for name in "abc":
            task.add_done_callback(callback(name))
    expect(over.wait(PATIENCE), True, doing="add three callbacks to a pending task, wait for the last")
    seen = [(name, rightly, thread is task.result()) for name, rightly, thread in calls]
    expected = [(name, True, True) for name in "abc"]
    expect(seen, expected, doing="add callbacks a, b, c: calls, whether with the task, on the loop's thread")


@clause("PYLOOP-17")
def test_a_callback_added_late_is_called(new_background: NewBackground) -> None:
    """A callback added to a task that is done is called, on an open and on a closed PyLoop."""
    background, called = new_background(), threading.Event()
    task = background.create_task(give())
    ended(task)
    task.add_done_callback(partial(note, called))
    expect(called.wait(PATIENCE), True, doing="add a callback to a task that is done, and wait for its call")
    background.close()
    calls: list[object] = []
    task.add_done_callback(calls.append)
    expect(len(calls), 1, doing="close(), add a callback to a task that is done, count its calls")


@clause("PYLOOP-18")
def test_a_callback_runs_in_the_context_of_its_adder(new_background: NewBackground) -> None:
    """A callback sees the context variables of the code that added it, pending task or done."""
    background, seen, over = new_background(), list[str](), threading.Event()

    def look(_task: object) -> None:
        seen.append(VARIABLE.get())
        VARIABLE.set("the callback's")
        if len(seen) == 2:
            over.set()

    def add(value: str) -> None:
        VARIABLE.set(value)
        task.add_done_callback(look)

    with held(background):
        task = background.create_task(give())
        contextvars.copy_context().run(add, "early")
    ended(task)
    contextvars.copy_context().run(add, "late")
    expect(over.wait(PATIENCE), True, doing="add a callback before and after the end, wait for both calls")
    expect(seen, ["early", "late"], doing="add callbacks in two contexts; the variable that each saw")


# -- close


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
