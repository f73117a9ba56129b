"""The chapter tasks, continued: eager tasks (since 3.12), which begin inside create_task()."""

from __future__ import annotations

import asyncio
import faulthandler
import os
from collections.abc import Callable, Coroutine
from contextvars import ContextVar
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_same
from conformance.models.driving import drive, turn
from conformance.suite.matter import Boom

Loop = asyncio.AbstractEventLoop
Future = asyncio.Future[object]


async def wait_for(future: Future) -> object:
    """The simplest coroutine that waits."""
    return await future


def eager() -> Any:
    """The factory; it is there from Python 3.12 on, as these clauses are."""
    return vars(asyncio)["eager_task_factory"]


class Room:
    """A loop with eager tasks, entered by a callback: what it logs, step by step."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.log: list[str] = []
        self.tasks: list[asyncio.Task[Any] | Exception] = []
        loop.set_task_factory(eager())

    def create(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Create a task inside the running loop, with a word before and after, and let its eager step end.

        Raises what create_task() raises.
        """

        def create() -> None:
            self.log.append("create")
            try:
                self.tasks.append(self.loop.create_task(coroutine))
            except Exception as error:
                coroutine.close()
                self.tasks.append(error)
            self.log.append("created")

        self.loop.call_soon(create)
        turn(self.loop)
        created = self.tasks[-1]
        if isinstance(created, Exception):
            raise created
        return created


@clause("EAGER-01")
def test_an_eager_task_runs_to_its_first_wait(loop: Loop) -> None:
    """An eager coroutine runs inside create_task() until it suspends."""
    room, future = Room(loop), loop.create_future()

    async def work() -> None:
        room.log.append("begin")
        await future
        room.log.append("go on")

    task = room.create(work())
    doing = "create an eager task that waits for a future"
    expect(room.log, ["create", "begin", "created"], doing=f"{doing}; what ran")
    expect(task.done(), False, doing=f"{doing}; done()")
    future.set_result(None)
    turn(loop)


@clause("EAGER-03")
def test_an_eager_task_goes_on_later(loop: Loop) -> None:
    """A coroutine that suspended in its eager step goes on in a turn after its future is done, and ends."""
    room, future = Room(loop), loop.create_future()

    async def work() -> str:
        await future
        room.log.append("go on")
        return "value"

    task = room.create(work())
    turn(loop)  # by now it waits, however it began
    seen = len(room.log)
    future.set_result(None)
    doing = "create an eager task that waits for a future, and end the future"
    expect(room.log[seen:], [], doing=f"{doing}; what ran at once")
    turn(loop)
    expect(room.log[seen:], ["go on"], doing=f"{doing}, let a turn go by; what ran")
    expect(task.result(), "value", doing=f"{doing}, and let it end; result()")


@clause("EAGER-02")
def test_an_eager_task_may_be_done_at_once(loop: Loop) -> None:
    """A coroutine that never suspends leaves create_task() as a done task with its result or exception."""
    room, value, error = Room(loop), object(), Boom()

    async def returns() -> object:
        return value

    async def raises() -> None:
        raise error

    expect_same(room.create(returns()).result(), value, doing="create an eager task that returns at once")
    failed = room.create(raises())
    expect_same(failed.exception(), error, doing="create an eager task that raises at once")
    expect(
        room.log[-1], "created", doing="create an eager task that raises at once; where the creator goes on"
    )


@clause("EAGER-04")
def test_the_eager_task_is_current_in_its_step(loop: Loop) -> None:
    """During the eager step current_task() is the new task, afterwards it is its creator again."""
    loop.set_task_factory(eager())
    seen: list[object] = []

    async def child() -> None:
        seen.append(asyncio.current_task())
        await asyncio.sleep(0)

    async def parent() -> None:
        mine = asyncio.current_task()
        task = loop.create_task(child())
        expect_same(seen[0], task, doing="ask for current_task() in an eager step")
        expect_same(
            asyncio.current_task(), mine, doing="ask for current_task() after create_task() of an eager task"
        )
        await task
        expect_same(asyncio.current_task(), mine, doing="ask for current_task() after awaiting an eager task")

    drive(loop, parent())


@clause("EAGER-05")
def test_an_eager_factory_of_ones_own(loop: Loop) -> None:
    """create_eager_task_factory() makes tasks with the constructor that it was given, eagerly."""
    made: list[object] = []
    log: list[str] = []

    def constructor(coroutine: Any, **options: Any) -> asyncio.Task[Any]:
        made.append(coroutine)
        return asyncio.Task(coroutine, **options)

    async def work() -> None:
        log.append("ran")

    room = Room(loop)
    loop.set_task_factory(vars(asyncio)["create_eager_task_factory"](constructor))
    coroutine = work()
    task = room.create(coroutine)
    doing = "create a task with create_eager_task_factory(constructor)"
    expect(len(made) == 1 and made[0] is coroutine, True, doing=f"{doing}; the constructor got the coroutine")
    expect((log, task.done()), (["ran"], True), doing=f"{doing}; what ran at once, and done()")


@clause("EAGER-06")
def test_an_eager_end_leaves_no_coroutine(loop: Loop) -> None:
    """get_coro() of a task that finished in its eager step is None."""

    async def returns() -> None:
        return None

    task: Any = Room(loop).create(returns())
    status = in_a_child(lambda: task.get_coro() is None)
    expect(
        status, "yes", doing="ask, in a child process, whether get_coro() of an eagerly finished task is None"
    )


def in_a_child(question: Callable[[], bool]) -> str:
    """Ask in a fork: interpreters are known that crash here (github.com/python/cpython/issues/122332)."""
    if not hasattr(os, "fork"):
        pytest.skip("the question needs os.fork()")
    child = os.fork()
    if not child:
        faulthandler.disable()  # the crash is told by its signal
        os._exit(0 if question() else 1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return {0: "yes", 1: "no"}.get(status, f"it crashed with signal {-status}")


@clause("EAGER-07")
def test_without_a_running_loop_nothing_is_eager(loop: Loop) -> None:
    """An eager task created while the loop does not run begins when it runs."""
    log: list[str] = []

    async def work() -> None:
        log.append("ran")

    loop.set_task_factory(eager())
    task = loop.create_task(work())
    expect(log, [], doing="create an eager task on a loop that does not run; what ran")
    turn(loop)
    expect((log, task.done()), (["ran"], True), doing="then let the loop run; what ran, and done()")


@clause("EAGER-08")
def test_an_eager_task_is_listed_while_it_lives(loop: Loop) -> None:
    """all_tasks() holds an eager task that waits, and not one that is done."""
    room, future = Room(loop), loop.create_future()

    async def returns() -> None:
        return None

    room.create(returns()).set_name("done at once")
    room.create(wait_for(future)).set_name("waiting")
    doing = "create two eager tasks, one done at once and one waiting"
    expect(names_of_all(loop), ["waiting"], doing=f"{doing}; the names in all_tasks()")
    future.set_result(None)
    turn(loop)
    expect(names_of_all(loop), [], doing=f"{doing}, let that one end; the names in all_tasks()")


def names_of_all(loop: Loop) -> list[str]:
    """The names of the tasks that all_tasks() gives, in order of the alphabet."""
    return sorted(task.get_name() for task in asyncio.all_tasks(loop))


@clause("EAGER-09")
def test_an_eager_step_keeps_its_context(loop: Loop) -> None:
    """A context variable set in an eager step is not seen by the creator of the task."""
    mark: ContextVar[str] = ContextVar("mark", default="creator's")
    loop.set_task_factory(eager())

    async def child() -> str:
        mark.set("task's")
        await asyncio.sleep(0)
        return mark.get()

    async def parent() -> tuple[str, str]:
        task = loop.create_task(child())
        return mark.get(), await task

    doing = "set a context variable in an eager step; what creator and task see"
    expect(drive(loop, parent()), ("creator's", "task's"), doing=doing)


@clause("EAGER-10")
def test_callbacks_of_an_eager_end_come_later(loop: Loop) -> None:
    """A done callback added to an eagerly finished task runs later, with the task."""

    async def returns() -> None:
        return None

    room = Room(loop)
    task = room.create(returns())
    told: list[object] = []
    task.add_done_callback(told.append)
    expect(told, [], doing="add a done callback to an eagerly finished task; who was told at once")
    turn(loop)
    expect(told, [task], doing="then let the loop run; who was told")
