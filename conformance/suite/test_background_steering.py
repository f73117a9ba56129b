"""The questions about steering PyLoop's tasks from other threads: cancelling, names, callbacks."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Coroutine, Iterator
from functools import partial
from typing import Any

from conformance.clause import clause
from conformance.expect import expect, expect_that
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
from conformance.suite.driving import PATIENCE
from conformance.suite.matter import Boom


def note(event: threading.Event, _task: object) -> None:
    """Set the event: a done callback."""
    event.set()


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
        await asyncio.sleep(0)

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


@clause("PYLOOP-16")
def test_callbacks_run_in_order_on_the_loops_thread(new_background: NewBackground) -> None:
    """Callbacks are called once each, with the task, in the order of adding, where the coroutine ran."""
    calls: list[tuple[str, bool, threading.Thread]] = []
    there: list[threading.Thread] = []
    over = threading.Event()

    async def note() -> None:
        await asyncio.sleep(0)
        there.append(threading.current_thread())

    def callback(name: str) -> Callable[[object], None]:
        def call(ended_task: object) -> None:
            calls.append((name, ended_task is task, threading.current_thread()))
            if len(calls) == 3:
                over.set()

        return call

    background = new_background()
    with held(background):
        task = background.create_task(note())
        for name in "abc":
            task.add_done_callback(callback(name))
    expect(over.wait(PATIENCE), True, doing="add three callbacks to a pending task, wait for three calls")
    background.close()  # what is called too often is called by now
    seen = [(name, rightly, [thread] == there) for name, rightly, thread in calls]
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
