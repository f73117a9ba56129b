"""The chapter tasks: a coroutine that the loop drives: its life, its outcome, its name."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Callable, Coroutine, Generator
from contextvars import Context
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_same, expect_that
from conformance.models import judging
from conformance.models.driving import PATIENCE, drive, turn, turns
from conformance.models.judging import NewLoop
from conformance.models.task import JUDGES_TASKS, TaskMachine
from conformance.suite.matter import Boom

Loop = asyncio.AbstractEventLoop
Future = asyncio.Future[object]


@pytest.mark.parametrize("clause_id", judging.items(JUDGES_TASKS))
def test_machine(clause_id: str, new_loop: NewLoop, target: Any) -> None:
    """Whatever tasks do and whatever is done to them, in any order, they answer as the clause says."""
    judging.put(TaskMachine, clause_id, new_loop, target.factory)


async def wait_for(future: Future) -> object:
    """The simplest coroutine that waits."""
    return await future


@clause("TASK-01")
def test_create_task_returns_a_task(loop: Loop) -> None:
    """create_task() returns a task of the loop, at once, and the coroutine then runs."""
    future: Future = loop.create_future()
    task = loop.create_task(wait_for(future))
    expect(asyncio.isfuture(task), True, doing="ask isfuture() about a task")
    expect_same(task.get_loop(), loop, doing="ask a task for get_loop()")
    future.set_result("value")
    turn(loop)
    turn(loop)
    expect(task.done(), True, doing="let the loop run a coroutine that has nothing to wait for; done()")


@clause("TASK-42")
def test_a_task_is_a_task(loop: Loop) -> None:
    """What create_task() returns is an instance of asyncio.Task."""
    task = loop.create_task(turns(0))
    turn(loop)
    seen = type(task).__mro__
    expect_that(
        isinstance(task, asyncio.Task), doing="create_task()", expected="an asyncio.Task", observed=seen
    )


@clause("TASK-44")
def test_libraries_read_the_callbacks(loop: Loop) -> None:
    """The callbacks of a task can be read by anyio, from an attribute that no page documents."""
    task: Any = loop.create_task(wait_for(loop.create_future()))
    doing = "read task._callbacks, as anyio does, after add_done_callback(one) and add_done_callback(two)"
    expect_that(
        not task._callbacks, doing="read task._callbacks of a new task", expected="none", observed="some"
    )

    def one(task: object) -> None: ...

    def two(task: object) -> None: ...

    task.add_done_callback(one)
    task.add_done_callback(two)
    names = {id(one): "one", id(two): "two"}
    expect([names.get(id(callback)) for callback, _context in task._callbacks], ["one", "two"], doing=doing)
    task.cancel()
    turn(loop)
    turn(loop)


@clause("TASK-45")
def test_libraries_read_the_loop(loop: Loop) -> None:
    """The loop of a task can be read by anyio, from an attribute that no page documents."""
    task: Any = loop.create_task(turns(0))
    turn(loop)
    expect_same(task._loop, loop, doing="read task._loop, as anyio does")


@clause("TASK-46")
def test_libraries_read_that_a_task_must_cancel(loop: Loop) -> None:
    """anyio can read whether a task is about to be cancelled, from an attribute that no page documents."""
    task: Any = loop.create_task(turns(3))
    seen = [bool(task._must_cancel)]
    task.cancel()
    seen.append(bool(task._must_cancel))
    turn(loop)
    seen.append(bool(task._must_cancel))
    doing = "read task._must_cancel, as anyio does, before cancel(), after it, and when it was thrown in"
    expect(seen, [False, True, False], doing=doing)


@clause("TASK-47")
def test_libraries_read_what_a_task_waits_for(loop: Loop) -> None:
    """What a task waits for can be read by anyio, from an attribute that no page documents."""
    future: asyncio.Future[object] = loop.create_future()
    task: Any = loop.create_task(wait_for(future))
    turn(loop)
    seen = [task._fut_waiter]
    future.set_result(None)
    seen.append(task._fut_waiter)
    for _ in range(2):
        turn(loop)
    seen.append(task._fut_waiter)
    names = {id(future): "the future", id(None): "None"}
    doing = (
        "read task._fut_waiter, as anyio does, while the future is pending, done, and when the task went on"
    )
    shown = [names.get(id(one), repr(one)) for one in seen]
    expect(shown, ["the future", "the future", "None"], doing=doing)


@clause("TASK-02")
def test_a_task_begins_after_its_creation(loop: Loop) -> None:
    """Without a task factory nothing of the coroutine has run when create_task() returns."""
    log: list[str] = []

    async def begun() -> None:
        log.append("begun")

    def create() -> None:
        made.append(loop.create_task(begun()))
        log.append("created")

    made: list[asyncio.Task[None]] = []
    loop.set_task_factory(None)
    loop.call_soon(create)
    turn(loop)
    turn(loop)
    expect(log, ["created", "begun"], doing="call create_task() in a callback and let the coroutine run")


@clause("TASK-08")
def test_a_task_refuses_an_outcome_from_outside(loop: Loop) -> None:
    """set_result() and set_exception() on a task raise and leave it pending."""
    future: Future = loop.create_future()
    task = loop.create_task(wait_for(future))
    for refuse in (lambda: task.set_result(None), lambda: task.set_exception(Boom())):
        expect_raises(Exception, refuse, doing="call set_result() or set_exception() of a task")
        expect(task.done(), False, doing="ask the task for done() afterwards")
    future.set_result("value")
    expect(drive(loop, wait_for(task)), "value", doing="await the task afterwards")


@clause("TASK-12")
def test_repr_survives_its_result(loop: Loop) -> None:
    """repr() of a task works although the repr() of its result raises."""

    class Shy:
        def __repr__(self) -> str:
            raise Boom

    async def shy() -> Shy:
        return Shy()

    task = loop.create_task(shy(), name="the name")
    turn(loop)
    for word in ("finished", "the name"):
        expect(word in repr(task), True, doing=f"look for {word!r} in the repr() of a task with a shy result")


@clause("TASK-14")
def test_get_context_is_where_the_coroutine_runs(loop: Loop) -> None:
    """get_context() is the context given to create_task()."""

    async def nothing() -> None:
        return None

    context = Context()
    task: Any = loop.create_task(nothing(), context=context)
    turn(loop)
    expect_same(task.get_context(), context, doing="create_task(context=...), then get_context()")


@clause("TASK-20")
def test_current_task_inside_and_outside(loop: Loop) -> None:
    """Each coroutine is its own current task, before and after each await; a callback has none."""
    seen: list[tuple[object, object]] = []

    async def look(depth: int) -> None:
        mine = tasks[depth] if depth in tasks else asyncio.current_task()
        seen.append((asyncio.current_task(), mine))
        if depth:
            tasks[depth - 1] = loop.create_task(look(depth - 1))
            await tasks[depth - 1]
        await asyncio.sleep(0)
        seen.append((asyncio.current_task(), mine))
        loop.call_soon(lambda: seen.append((asyncio.current_task(), None)))
        await asyncio.sleep(0)

    tasks: dict[int, asyncio.Task[None]] = {}
    tasks[2] = loop.create_task(look(2))
    drive(loop, wait_for(tasks[2]))  # type: ignore[arg-type]  # a task of None is a future of object
    for found, wanted in seen:
        expect_same(found, wanted, doing="ask for current_task() in coroutines and callbacks")
    expect_same(asyncio.current_task(loop), None, doing="ask for current_task(loop) when nothing runs")


@clause("TASK-23")
def test_only_coroutines_become_tasks(loop: Loop) -> None:
    """create_task() of a function, a number or None raises TypeError."""
    create: Callable[[Any], object] = loop.create_task
    for thing in (test_only_coroutines_become_tasks, 7, None):
        expect_raises(TypeError, create, thing, doing="create_task() of something that is no coroutine")


class Yielding:
    """An awaitable that yields one thing to whoever drives the coroutine."""

    def __init__(self, thing: object) -> None:
        self.thing = thing

    def __await__(self) -> Generator[Any, Any, object]:
        return (yield self.thing)


async def caught(awaitable: Any) -> str:
    """Which RuntimeError, if any, is raised at the await; the coroutine goes on after it."""
    try:
        await awaitable
    except RuntimeError as error:
        await asyncio.sleep(0)
        return type(error).__name__
    return "nothing"


@clause("TASK-26")
@pytest.mark.parametrize("thing", [7, "text", (1, 2), object()], ids=lambda thing: type(thing).__name__)
def test_a_stranger_yielded_is_an_error(loop: Loop, thing: object) -> None:
    """RuntimeError is raised where the coroutine yielded what is no future, and the coroutine goes on."""
    seen = drive(loop, caught(Yielding(thing)))
    expect(
        seen, "RuntimeError", doing="await an object that yields something that is no future; what is raised"
    )


@clause("TASK-27")
def test_a_future_of_another_loop_is_an_error(loop: Loop, new_loop: NewLoop) -> None:
    """RuntimeError is raised where the coroutine awaits a pending future of another loop."""
    foreign: Future = new_loop().create_future()
    seen = drive(loop, caught(foreign))
    expect(seen, "RuntimeError", doing="await a future of another loop; what is raised")


@clause("TASK-28")
@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt])
def test_a_wish_to_exit_comes_out(loop: Loop, kind: type[BaseException]) -> None:
    """SystemExit and KeyboardInterrupt of a coroutine leave run_forever() and are the task's exception."""
    error = kind()

    async def leave() -> None:
        raise error

    task = loop.create_task(leave())
    guard = loop.call_later(PATIENCE, loop.stop)
    doing = f"run the loop while a coroutine raises {kind.__name__}"
    expect_same(expect_raises(kind, loop.run_forever, doing=doing), error, doing=doing)
    guard.cancel()
    expect_same(task.exception(), error, doing=f"ask the task that raised {kind.__name__} for exception()")


async def outer(inner: Coroutine[Any, Any, object]) -> object:
    """Awaits another coroutine, so that there are two frames."""
    return await inner


async def failing(future: Future) -> None:
    """Waits, then fails."""
    await future
    raise Boom


def failed(loop: Loop) -> asyncio.Task[object]:
    """A task whose coroutine failed two frames deep."""
    future: Future = loop.create_future()
    future.set_result(None)
    task = loop.create_task(outer(failing(future)))
    expect_raises(Boom, drive, loop, wait_for(task), doing="await a task that fails")
    return task


@clause("TASK-29")
def test_the_stack_of_a_suspended_task(loop: Loop) -> None:
    """get_stack() of a suspended task is the frame of its coroutine, of one that returned nothing."""
    future: Future = loop.create_future()
    task = loop.create_task(outer(wait_for(future)))
    turn(loop)
    codes = [frame.f_code.co_name for frame in task.get_stack()]
    expect(
        codes, ["outer"], doing="ask a task suspended in outer(inner()) for get_stack(); names of functions"
    )
    future.set_result(None)
    drive(loop, wait_for(task))
    expect(task.get_stack(), [], doing="ask a task that returned for get_stack()")


@clause("TASK-29")
def test_the_stack_of_a_cancelled_task(loop: Loop) -> None:
    """get_stack() of a cancelled task is empty."""
    task = loop.create_task(wait_for(loop.create_future()))
    turn(loop)
    task.cancel()
    expect_raises(asyncio.CancelledError, drive, loop, wait_for(task), doing="await a cancelled task")
    expect(task.get_stack(), [], doing="ask a cancelled task for get_stack()")


@clause("TASK-29")
def test_the_stack_of_a_failed_task(loop: Loop) -> None:
    """get_stack() of a failed task ends with the frames from the coroutine to where it was raised."""
    task = failed(loop)
    codes = [frame.f_code.co_name for frame in task.get_stack()]
    expect(
        codes[-2:],
        ["outer", "failing"],
        doing="ask a failed task for get_stack(); names of the last functions",
    )


def printed(task: asyncio.Task[Any]) -> str:
    """What print_stack() writes to the file that it is given."""
    text = io.StringIO()
    task.print_stack(file=text)
    return text.getvalue()


@clause("TASK-30")
def test_the_printed_stack_of_a_suspended_task(loop: Loop) -> None:
    """print_stack() writes the frame at which a task is suspended to the file."""
    future: Future = loop.create_future()
    task = loop.create_task(outer(wait_for(future)))
    turn(loop)
    expect(
        "in outer" in printed(task), True, doing="look for the suspended function in print_stack(file=...)"
    )
    future.set_result(None)
    drive(loop, wait_for(task))


@clause("TASK-30")
def test_the_printed_stack_of_a_failed_task(loop: Loop) -> None:
    """print_stack() writes the frame that failed to the file."""
    task = failed(loop)
    expect("in failing" in printed(task), True, doing="look for the failed function in print_stack(file=...)")


@clause("TASK-31")
def test_a_task_factory_makes_the_tasks(loop: Loop) -> None:
    """create_task() returns what the factory made from the loop and the coroutine; None ends that."""
    calls: list[tuple[object, object]] = []
    made: list[object] = []

    def factory(loop: Loop, coro: Any, **options: Any) -> asyncio.Task[Any]:
        calls.append((loop, coro))
        task: asyncio.Task[Any] = asyncio.Task(coro, loop=loop, **options)
        made.append(task)
        return task

    before = loop.get_task_factory()
    coroutine = turns(0)
    loop.set_task_factory(factory)
    expect_same(loop.get_task_factory(), factory, doing="set_task_factory(), then get_task_factory()")
    task = loop.create_task(coroutine)
    expect(
        made, [task], doing="create_task() with a task factory; what the factory made and what was returned"
    )
    expect_same(calls[0][0], loop, doing="create_task() with a task factory; the factory's first argument")
    expect_same(
        calls[0][1], coroutine, doing="create_task() with a task factory; the factory's second argument"
    )
    loop.set_task_factory(None)
    expect_same(loop.get_task_factory(), None, doing="set_task_factory(None), then get_task_factory()")
    other = loop.create_task(turns(0))
    expect(
        len(calls), 1, doing="create_task() after set_task_factory(None); how often the factory was called"
    )
    loop.set_task_factory(before)
    for one in (task, other):
        drive(loop, wait_for(one))  # type: ignore[arg-type]  # a task of None is a future of object
