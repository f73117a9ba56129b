"""Task: equal to its tables, and what the exam of a loop cannot see of it."""

from __future__ import annotations

import asyncio
import sys
import weakref
from collections.abc import Callable, Generator
from contextvars import ContextVar
from io import StringIO
from typing import Any

import pytest

from reference_loop import Future, ReferenceLoop, Task
from reference_loop.states import CANCEL, TASK, CancelState, TaskState
from reference_loop.tests.test_futures import Unshowable, loop, no_garbage_collector, outcome, turn
from reference_loop.tests.test_task_histories import (
    awaits,
    awaits_after_a_turn,
    raises,
    raises_cancelled,
    refuses_once,
    returns,
)

__all__ = ["loop"]

VARIABLE = ContextVar("VARIABLE", default="outside")


# -------------------------------------------------------------------------------------- equal to the tables


def state_of(task: Any) -> TaskState:
    """The state, told from outside; that exactly one of the signs holds is the task's invariant."""
    loop = task.get_loop()
    waiting = task._fut_waiter is not None and not task._fut_waiter.done()
    signs = {
        TaskState.CANCELLED: task.cancelled(),
        TaskState.FINISHED: task.done() and not task.cancelled(),
        TaskState.STEPPING: asyncio.current_task(loop) is task,
        TaskState.QUEUED: task in loop.queued,
        TaskState.WAITING: waiting,
    }
    (state,) = [state for state, holds in signs.items() if holds]
    return state


class Watched(ReferenceLoop):
    """Knows which tasks stand in its queue."""

    def __init__(self) -> None:
        super().__init__()
        self.queued: list[Any] = []

    def _enqueue(self, entry: Any) -> None:
        super()._enqueue(entry)
        self.queued.append(entry)


class Noting(Task[Any]):
    """Notes each move it makes."""

    def _run(self) -> None:
        loop: Any = self.get_loop()
        loop.queued.remove(self)
        super()._run()


@pytest.fixture
def watched() -> Generator[Watched]:
    """A loop whose queue can be looked into."""
    made = Watched()
    made.task_type = Noting
    yield made
    made.close()


def test_every_legal_move_of_a_task_is_made(watched: Watched) -> None:
    """Each row of the table that is no refusal is made, from and to the states that the table names."""
    made: set[tuple[TaskState, str, TaskState]] = set()
    future: Future[Any] = Future(loop=watched)

    async def body(end: str) -> None:
        task = asyncio.current_task()
        made.add((TaskState.QUEUED, "step", state_of(task)))
        await asyncio.sleep(0)
        await future
        if end == "raised":
            raise KeyError
        if end == "cancelled":
            raise asyncio.CancelledError

    tasks = {end: watched.create_task(body(end)) for end in ("returned", "raised", "cancelled")}
    for event, before in (("yielded", TaskState.STEPPING), ("awaits", TaskState.STEPPING)):
        turn(watched)
        made |= {(before, event, state_of(task)) for task in tasks.values()}
    future.set_result(None)
    made |= {(TaskState.WAITING, "woken", state_of(task)) for task in tasks.values()}
    turn(watched)
    made |= {(TaskState.STEPPING, end, state_of(task)) for end, task in tasks.items()}
    tasks["raised"].exception()
    legal = {(*key, row) for key, row in TASK.moves.items() if isinstance(row, TaskState)}
    assert made == legal


@pytest.mark.parametrize("end", ["returned", "raised", "cancelled"])
def test_a_done_task_takes_no_step(loop: ReferenceLoop, end: str) -> None:
    """A step of a task that is done is refused by a report, and the outcome stays."""
    reports: list[Any] = []
    loop.set_exception_handler(lambda _, context: reports.append(context["exception"]))
    bodies = {"returned": returns, "raised": raises, "cancelled": raises_cancelled}
    task: Any = loop.create_task(bodies[end](None))
    turn(loop)
    before = outcome(lambda: repr(task.exception()))
    task._run()
    assert [type(error) for error in reports] == [asyncio.InvalidStateError]
    assert outcome(lambda: repr(task.exception()))[0] == before[0]  # type: ignore[index]


def test_a_step_inside_a_step_is_refused(loop: ReferenceLoop, caplog: pytest.LogCaptureFixture) -> None:
    """A step taken inside a step of the same task is reported, and the task ends as if it had not been."""

    async def body() -> str:
        task: Any = asyncio.current_task()
        task._run()
        return "ended"

    assert loop.run_until_complete(body()) == "ended"
    assert "Cannot enter into task" in caplog.text


def request_of(task: Any) -> CancelState:
    """Where the request to cancel stands."""
    if task._must_cancel:
        return CancelState.OWED
    waiter = task._fut_waiter
    return CancelState.PASSED_ON if waiter is not None and waiter.cancelled() else CancelState.NONE


REQUESTS: dict[CancelState, Callable[[Any], object]] = {
    CancelState.NONE: lambda task: None,
    CancelState.OWED: lambda task: (task._fut_waiter.set_result(None), task.cancel()),
    CancelState.PASSED_ON: lambda task: task.cancel(),
}


def withdraw(task: Any) -> None:
    """Take all requests back."""
    while task.cancelling():
        task.uncancel()


@pytest.mark.parametrize("state", CancelState, ids=lambda state: state.name)
@pytest.mark.parametrize("event", ["asked", "thrown", "withdrawn"])
def test_every_move_of_a_request_is_that_of_the_table(
    loop: ReferenceLoop, state: CancelState, event: str
) -> None:
    """A request to cancel is owed, passed on, thrown in and withdrawn as the table says."""

    async def body() -> None:
        while True:
            try:
                await loop.create_future()
            except asyncio.CancelledError:
                await asyncio.sleep(0)

    task: Any = loop.create_task(body())
    turn(loop)
    REQUESTS[state](task)
    assert request_of(task) is state
    asked = "taken" if state is CancelState.NONE else "asked"
    moves = {"asked": task.cancel, "thrown": lambda: turn(loop), "withdrawn": lambda: withdraw(task)}
    moves[event]()
    row = CANCEL.moves[state, asked if event == "asked" else event]
    if event == "withdrawn" and sys.version_info < (3, 13):
        row = state  # since 3.13 what is owed is withdrawn with the last request
    assert request_of(task) is row
    task._log_destroy_pending = False
    task.get_coro().close()


# ------------------------------------------------------------------------------------------- the rest of it


def test_it_is_a_task_for_asyncio(loop: ReferenceLoop) -> None:
    """asyncio's type, all_tasks() and current_task() know it; its parts do not leak from the C type."""

    async def body() -> tuple[bool, bool]:
        task = asyncio.current_task()
        return isinstance(task, asyncio.Task), asyncio.all_tasks() == {task}

    assert loop.run_until_complete(body()) == (True, True)


def test_names(loop: ReferenceLoop) -> None:
    """A name is the str() of what was given, unique by default, and may be set when the task is done."""
    tasks = [loop.create_task(returns(None), name=name) for name in (None, None, 7, "x")]
    assert len({task.get_name() for task in tasks}) == 4
    assert [task.get_name() for task in tasks[2:]] == ["7", "x"]
    turn(loop)
    tasks[0].set_name(("late", 1))
    assert tasks[0].get_name() == "('late', 1)"
    assert "late" in repr(tasks[0])


def test_an_eager_task_starts_inside_its_constructor(loop: ReferenceLoop) -> None:
    """Its first step is taken as the current task; what ends there lets go of its coroutine."""

    async def inner() -> str:
        task = asyncio.current_task()
        assert task is not None
        assert task in asyncio.all_tasks()
        return task.get_name()

    async def outer() -> None:
        before = asyncio.current_task()
        ended: Any = Task(inner(), loop=loop, name="eager", eager_start=True)
        assert (ended.result(), ended.get_coro()) == ("eager", None)
        assert "eager" in repr(ended)
        assert asyncio.current_task() is before
        waits: Any = Task(awaits(loop.call_soon), loop=loop, eager_start=True)
        assert isinstance(waits.exception(), TypeError)
        later: Any = Task(awaits_after_a_turn(asyncio.sleep(0, 3)), loop=loop, eager_start=True)
        assert not later.done()
        assert await later == 3

    loop.run_until_complete(outer())


def test_an_eager_task_of_an_idle_loop_waits_for_its_turn(loop: ReferenceLoop) -> None:
    """Where no loop runs, eager_start is a wish that cannot be granted."""
    task: Task[int] = Task(returns(None), loop=loop, eager_start=True)
    assert not task.done()
    assert loop.run_until_complete(task) == 1


@pytest.mark.skipif(sys.version_info < (3, 12), reason="asyncio has no eager task factory before 3.12")
def test_asyncios_eager_factory_takes_our_task(loop: ReferenceLoop) -> None:
    """asyncio.create_eager_task_factory(Task) makes tasks of ours that start at once."""

    async def main() -> bool:
        task = loop.create_task(returns(None))
        return isinstance(task, Task) and task.done()

    factory: Any = vars(asyncio)["create_eager_task_factory"]
    main_task = loop.create_task(main())
    loop.set_task_factory(factory(Task))
    assert loop.run_until_complete(main_task)


def test_the_coroutine_runs_in_its_context(loop: ReferenceLoop) -> None:
    """Each step sees the context that was copied at creation, and keeps its changes to itself."""

    async def body() -> list[str]:
        seen = [VARIABLE.get()]
        VARIABLE.set("inside")
        await asyncio.sleep(0)
        await asyncio.gather(asyncio.sleep(0))
        return [*seen, VARIABLE.get()]

    task: Any = loop.create_task(body())
    assert loop.run_until_complete(task) == ["outside", "inside"]
    assert VARIABLE.get() == "outside"
    assert task.get_context()[VARIABLE] == "inside"


def test_a_failed_task_is_freed_with_its_last_reference(loop: ReferenceLoop) -> None:
    """A task is not tied to its exception, whichever way it failed and though its frames are kept."""
    future = loop.create_future()
    errors: list[BaseException | None] = []
    with no_garbage_collector():
        tasks: list[Any] = [loop.create_task(raises(None)), loop.create_task(awaits(future))]
        turn(loop)
        future.set_exception(KeyError())
        turn(loop)
        errors += [task.exception() for task in tasks]
        watches = [weakref.ref(task) for task in tasks]
        tasks.clear()
        assert [watch() for watch in watches] == [None, None]


def test_destroyed_while_pending_is_reported(loop: ReferenceLoop) -> None:
    """A pending task that is lost is reported with its place of birth, one that nobody awaits is not."""
    reports: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, context: reports.append(context))
    loop.set_debug(True)
    with no_garbage_collector():
        for quiet in (False, True):
            task: Any = loop.create_task(awaits(loop.create_future()))
            turn(loop)
            if quiet:
                task._log_destroy_pending = False
            future = task._fut_waiter
            del task
            future._waiting.clear()
            del future
    loop.set_debug(False)
    (report,) = reports
    assert "destroyed" in report["message"]
    assert report["source_traceback"][-1].filename == __file__


def test_an_exit_flies_through_and_stays_the_outcome(loop: ReferenceLoop) -> None:
    """SystemExit leaves run_forever(), and the task keeps it as its exception."""
    error = SystemExit(3)

    async def body() -> None:
        raise error

    task = loop.create_task(body())
    with pytest.raises(SystemExit):
        loop.run_forever()
    assert task.exception() is error


def test_its_outcome_is_its_own(loop: ReferenceLoop) -> None:
    """set_result() and set_exception() are refused; what is no coroutine is refused without a trace."""
    task = loop.create_task(returns(None))
    with pytest.raises(RuntimeError):
        task.set_result(1)
    with pytest.raises(RuntimeError):
        task.set_exception(KeyError())
    assert loop.run_until_complete(task) == 1
    with pytest.raises(TypeError, match="coroutine"):
        Task(Unshowable(), loop=loop)  # type: ignore[arg-type]


def test_repr_never_raises(loop: ReferenceLoop) -> None:
    """repr() of a task holds its state in every state, also when what it awaits cannot be shown."""

    class Odd(asyncio.Future[None]):
        def __repr__(self) -> str:
            raise KeyError

    task = loop.create_task(refuses_once(Odd(loop=loop)))
    assert "pending" in repr(task)
    turn(loop)
    assert "wait_for" in repr(task)
    task.cancel()
    assert "cancelling" in repr(task)
    loop.run_until_complete(task)
    assert "finished" in repr(task)


def test_stacks(loop: ReferenceLoop) -> None:
    """get_stack() shows where a task waits or failed; print_stack() tells the same as a traceback."""
    waits, failed, fine = (loop.create_task(body(loop.create_future())) for body in (awaits, raises, returns))
    turn(loop)
    assert [frame.f_code.co_name for frame in waits.get_stack()] == ["awaits"]
    assert [frame.f_code.co_name for frame in failed.get_stack()] == ["raises"]
    assert fine.get_stack() == []
    assert waits.get_stack(limit=0) == []
    text = StringIO()
    failed.print_stack(file=text)
    assert "raise KeyError(1)" in text.getvalue()
    assert "KeyError: 1" in text.getvalue()
    assert isinstance(failed.exception(), KeyError)
    waits.cancel()
    turn(loop)


def test_a_broken_future_is_reported(loop: ReferenceLoop) -> None:
    """When what a coroutine awaits breaks in the task's hands, the exception handler hears of it."""
    reports: list[Any] = []
    loop.set_exception_handler(lambda _, context: reports.append(context["exception"]))

    class Broken(asyncio.Future[None]):
        def add_done_callback(self, *_: Any, **__: Any) -> None:
            raise KeyError

    task: Any = loop.create_task(awaits(Broken(loop=loop)))
    turn(loop)
    assert [type(error) for error in reports] == [KeyError]
    task._log_destroy_pending = False
    task.get_coro().close()
