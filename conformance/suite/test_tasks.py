"""The chapter tasks: a coroutine that the loop drives, and those who wait for many."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable, Coroutine, Generator
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import Broken, expect, expect_raises, expect_same, expect_that
from conformance.models import judging
from conformance.models.driving import PATIENCE, drive, turn, turns
from conformance.models.judging import NewLoop
from conformance.models.task import JUDGES_TASKS, TaskMachine

Loop = asyncio.AbstractEventLoop
Future = asyncio.Future[object]


class Boom(Exception):
    """What coroutines of these tests raise."""


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
    from contextvars import Context

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


@clause("TASK-29", "TASK-30")
def test_the_stack_of_a_suspended_task(loop: Loop) -> None:
    """get_stack() of a suspended task is the frame of its coroutine, and print_stack() writes it."""
    future: Future = loop.create_future()
    task = loop.create_task(outer(wait_for(future)))
    turn(loop)
    codes = [frame.f_code.co_name for frame in task.get_stack()]
    expect(
        codes, ["outer"], doing="ask a task suspended in outer(inner()) for get_stack(); names of functions"
    )
    text = io.StringIO()
    task.print_stack(file=text)
    expect("outer" in text.getvalue(), True, doing="look for the suspended function in print_stack(file=...)")
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


@clause("TASK-29", "TASK-30")
def test_the_stack_of_a_failed_task(loop: Loop) -> None:
    """get_stack() of a failed task ends with the frames from the coroutine to where it was raised."""
    future: Future = loop.create_future()
    future.set_result(None)
    task = loop.create_task(outer(failing(future)))
    expect_raises(Boom, drive, loop, wait_for(task), doing="await a task that fails")
    codes = [frame.f_code.co_name for frame in task.get_stack()]
    expect(
        codes[-2:],
        ["outer", "failing"],
        doing="ask a failed task for get_stack(); names of the last functions",
    )
    text = io.StringIO()
    task.print_stack(file=text)
    expect("failing" in text.getvalue(), True, doing="look for the failed function in print_stack(file=...)")


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


# -- those who wait for many


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
        try:
            await asyncio.gather(futures[0], futures[1], last)
        except Boom as error:
            expect_same(error, first, doing=f"{doing}; the exception")
        else:
            raise Broken(doing=doing, expected="raises the first exception", observed="returned")
        expect(last.done(), False, doing=f"{doing}; done() of the pending one when gather() has raised")
        futures[2].set_result("value")
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


# -- eager tasks


def eager() -> Any:
    """The factory; it is there from Python 3.12 on, as these clauses are."""
    return vars(asyncio)["eager_task_factory"]


class Room:
    """A loop with eager tasks, entered by a callback: what it logs, step by step."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.log: list[str] = []
        self.tasks: list[asyncio.Task[Any]] = []
        loop.set_task_factory(eager())

    def create(self, coroutine: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Create a task inside the running loop, with a word before and after, and let its eager step end."""

        def create() -> None:
            self.log.append("create")
            self.tasks.append(self.loop.create_task(coroutine))
            self.log.append("created")

        self.loop.call_soon(create)
        turn(self.loop)
        return self.tasks[-1]


@clause("EAGER-01", "EAGER-03")
def test_an_eager_task_runs_to_its_first_wait(loop: Loop) -> None:
    """An eager coroutine runs inside create_task() until it suspends, and goes on later."""
    room, future = Room(loop), loop.create_future()

    async def work() -> str:
        room.log.append("begin")
        await future
        room.log.append("go on")
        return "value"

    task = room.create(work())
    doing = "create an eager task that waits for a future"
    expect(room.log, ["create", "begin", "created"], doing=f"{doing}; what ran")
    expect(task.done(), False, doing=f"{doing}; done()")
    future.set_result(None)
    expect(room.log[3:], [], doing=f"{doing}, and end the future; what ran at once")
    turn(loop)
    expect(room.log[3:], ["go on"], doing=f"{doing}, end the future, let a turn go by; what ran")
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
    child = os.fork()
    if not child:
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

    room.create(returns())
    waiting = room.create(wait_for(future))
    expect(
        asyncio.all_tasks(loop) == {waiting}, True, doing="compare all_tasks() with the eager task that waits"
    )
    future.set_result(None)
    turn(loop)
    expect(
        asyncio.all_tasks(loop) == set(), True, doing="compare all_tasks() with nothing after it has ended"
    )


@clause("EAGER-09")
def test_an_eager_step_keeps_its_context(loop: Loop) -> None:
    """A context variable set in an eager step is not seen by the creator of the task."""
    from contextvars import ContextVar

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
