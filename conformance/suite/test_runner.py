"""Questions of the chapter runner: what Runner and asyncio.run promise when they drive this loop."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from asyncio import Runner
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

from conformance.clause import clause
from conformance.expect import expect, expect_same, expect_that
from conformance.suite.driving import SHORT, Loop, NewLoop, ended_by
from conformance.suite.matter import asleep, context_of_who, fail, give, kind, who


@clause("RUN-01")
def test_run_returns_the_result(new_loop: NewLoop) -> None:
    """Runner.run(coro) returns the object that the coroutine returned."""
    thing = object()
    with Runner(loop_factory=new_loop) as runner:
        expect_same(runner.run(give(thing)), thing, doing="Runner.run() a coroutine that returns an object")


@clause("RUN-01")
def test_run_returns_an_exception_that_was_returned(new_loop: NewLoop) -> None:
    """An exception object that a coroutine returns, and does not raise, is the result of Runner.run()."""
    thing = LookupError("not raised")
    with Runner(loop_factory=new_loop) as runner:
        result = ended_by(lambda: (runner.run(give(thing)), "returned"))
    expect(result, (thing, "returned"), doing="Runner.run() a coroutine that returns an exception object")


@clause("RUN-02")
def test_run_raises_the_exception(new_loop: NewLoop) -> None:
    """Runner.run(coro) raises the exception object that left the coroutine."""
    fault = LookupError("of the program")
    with Runner(loop_factory=new_loop) as runner:
        raised = ended_by(lambda: runner.run(fail(fault)))
    expect_same(raised, fault, doing="Runner.run() a coroutine that raises")


@clause("RUN-03")
def test_runs_share_the_loop_of_the_factory(new_loop: NewLoop) -> None:
    """Every run of a Runner runs in the loop that its factory made, and get_loop() is that loop."""
    made: list[Loop] = []

    def factory() -> Loop:
        made.append(new_loop())
        return made[-1]

    async def running() -> Loop:
        return asyncio.get_running_loop()

    with Runner(loop_factory=factory) as runner:
        seen = [runner.run(running()), runner.run(running()), runner.get_loop()]
    expect(len(made), 1, doing="count the loops made for two runs of one Runner")
    same = [loop is made[0] for loop in seen]
    expect(
        same,
        [True] * 3,
        doing="compare get_running_loop() in two runs, and get_loop(), with the factory's loop",
    )


@clause("RUN-04")
def test_runs_share_a_context(new_loop: NewLoop) -> None:
    """A context variable set in one run of a Runner has its value in the next."""

    async def put() -> None:
        who.set("first run")

    async def read() -> str:
        return who.get()

    with Runner(loop_factory=new_loop) as runner:
        runner.run(put())
        expect(
            runner.run(read()), "first run", doing="set a context variable in one run, read it in the next"
        )


@clause("RUN-05")
def test_a_run_takes_the_given_context(new_loop: NewLoop) -> None:
    """With context=ctx, the coroutine sees the variables of ctx, and what it sets is found in ctx."""

    async def exchange() -> str:
        found = who.get()
        who.set("coroutine")
        return found

    context = context_of_who("caller")
    with Runner(loop_factory=new_loop) as runner:
        runner.run(give(None))
        seen = runner.run(exchange(), context=context)
    expect(
        (seen, context[who]),
        ("caller", "coroutine"),
        doing="run(coro, context=ctx): (read inside, left in ctx)",
    )


@clause("RUN-06")
def test_a_runner_does_not_nest(loop: Loop, new_loop: NewLoop) -> None:
    """Inside a callback of a running loop, Runner.run() raises RuntimeError."""
    inner = give(None)
    outcome: list[object] = []
    with Runner(loop_factory=new_loop) as runner:
        nest_in(loop, lambda: outcome.append(ended_by(lambda: runner.run(inner))), inner)
    expect(kind(outcome[0]), "RuntimeError", doing="Runner.run() inside a callback of a running loop")


@clause("RUN-06")
def test_asyncio_run_does_not_nest(loop: Loop) -> None:
    """Inside a callback of a running loop, asyncio.run() raises RuntimeError."""
    inner = give(None)
    outcome: list[object] = []
    nest_in(loop, lambda: outcome.append(ended_by(lambda: asyncio.run(inner))), inner)
    expect(kind(outcome[0]), "RuntimeError", doing="asyncio.run() inside a callback of a running loop")


def nest_in(loop: Loop, nest: Callable[[], None], inner: Coroutine[Any, Any, object]) -> None:
    """Call ``nest()`` in a callback of the running loop; close the coroutine that was not to run."""
    loop.call_soon(nest)
    loop.call_soon(loop.stop)
    loop.run_forever()
    inner.close()


async def open_ended(log: list[str]) -> AsyncGenerator[int, None]:
    """A generator with a cleanup that awaits."""
    try:
        yield 1
    finally:
        await asyncio.sleep(0)
        log.append("generator closed")


@clause("RUN-07")
def test_close_finalizes_generators(new_loop: NewLoop) -> None:
    """After Runner.close(), the finally block of a generator left open has run."""
    log: list[str] = []
    generator = open_ended(log)

    async def begin() -> int:
        return await anext(generator)

    with Runner(loop_factory=new_loop) as runner:
        runner.run(begin())
    expect(log, ["generator closed"], doing="leave an asynchronous generator open, close() the Runner")


@clause("RUN-08")
def test_close_joins_the_default_executor(new_loop: NewLoop) -> None:
    """After Runner.close(), a job of the default executor has ended and its thread is gone."""
    gate, threads = threading.Event(), list[threading.Thread]()

    def work() -> None:
        threads.append(threading.current_thread())
        gate.wait(SHORT)  # a close() that does not wait for it returns long before

    async def begin() -> None:
        asyncio.get_running_loop().run_in_executor(None, work)

    runner = Runner(loop_factory=new_loop)
    runner.run(begin())
    raised = ended_by(runner.close)
    alive = [thread.is_alive() for thread in threads]
    gate.set()
    doing = "close() a Runner while a job of the default executor runs"
    expect_that(raised is None, doing=doing, expected="it returns", observed=raised)
    expect(alive, [False], doing=f"{doing}; is its thread alive?")


@clause("RUN-09")
def test_close_closes_the_loop(new_loop: NewLoop) -> None:
    """Runner.close() leaves the loop closed."""
    loop = new_loop()
    with Runner(loop_factory=lambda: loop) as runner:
        runner.run(give(None))
        expect(loop.is_closed(), False, doing="is_closed() while the Runner is open")
    expect(loop.is_closed(), True, doing="is_closed() after Runner.close()")


@clause("RUN-10")
def test_a_runner_turns_debug_on(new_loop: NewLoop) -> None:
    """Runner(debug=True) has its loop in debug mode during a run."""
    expect(
        debug_during_run(new_loop, factory_mode=False, debug=True),
        True,
        doing="Runner(debug=True): get_debug()",
    )


@clause("RUN-11")
def test_a_runner_turns_debug_off(new_loop: NewLoop) -> None:
    """Runner(debug=False) has its loop out of debug mode during a run, though the factory turned it on."""
    observed = debug_during_run(new_loop, factory_mode=True, debug=False)
    expect(observed, False, doing="Runner(debug=False) over a loop in debug mode: get_debug()")


def debug_during_run(new_loop: NewLoop, *, factory_mode: bool, debug: bool) -> bool:
    """get_debug() as a coroutine sees it."""

    def factory() -> Loop:
        loop = new_loop()
        loop.set_debug(factory_mode)
        return loop

    async def ask() -> bool:
        return asyncio.get_running_loop().get_debug()

    with Runner(loop_factory=factory, debug=debug) as runner:
        return runner.run(ask())


@clause("RUN-18")
def test_asyncio_run_takes_a_loop_factory(new_loop: NewLoop) -> None:
    """asyncio.run(coro, loop_factory=f) runs in a loop of f, returns the result, and closes that loop."""
    run: Any = asyncio.run  # typeshed of 3.11, our floor, does not know loop_factory
    made: list[Loop] = []

    def factory() -> Loop:
        made.append(new_loop())
        return made[-1]

    async def running() -> Loop:
        return asyncio.get_running_loop()

    used = run(running(), loop_factory=factory)
    expect(
        [loop is used for loop in made], [True], doing="asyncio.run(coro, loop_factory=f): is f's loop used?"
    )
    expect(used.is_closed(), True, doing="is_closed() after asyncio.run(coro, loop_factory=f)")


@clause("RUN-20")
def test_close_ends_tasks_before_generators(new_loop: NewLoop) -> None:
    """At Runner.close(), a task left over is cancelled and cleans up before an open generator is closed."""
    log: list[str] = []
    generator = open_ended(log)

    async def left_over() -> None:
        try:
            await asleep()
        finally:
            await asyncio.sleep(0)
            log.append("task cleaned up")

    async def main() -> Any:
        await anext(generator)
        task = asyncio.create_task(left_over())
        await asyncio.sleep(0)
        return task

    with Runner(loop_factory=new_loop) as runner:
        task = runner.run(main())
    expect(task.cancelled(), True, doing="close() a Runner with a task left over; cancelled() of that task")
    expect(
        log[:1], ["task cleaned up"], doing="close() a Runner with a task and a generator open; what is first"
    )


@clause("RUN-21")
def test_a_task_that_fails_at_close_is_reported(new_loop: NewLoop) -> None:
    """A task left over that raises when Runner.close() cancels it is reported with exception and task."""
    heard: list[dict[str, Any]] = []
    fault = ValueError("at the end")

    def factory() -> Loop:
        loop = new_loop()
        loop.set_exception_handler(lambda _loop, told: heard.append(told))
        return loop

    async def left_over() -> None:
        try:
            await asleep()
        finally:
            raise fault

    async def main() -> Any:
        task = asyncio.create_task(left_over())
        await asyncio.sleep(0)
        return task

    with Runner(loop_factory=factory) as runner:
        task = runner.run(main())
    seen = [(told.get("exception") is fault, told.get("task") is task) for told in heard]
    expect(
        seen, [(True, True)], doing="close() a Runner whose left-over task raises: (exception, task) reported"
    )


@clause("RUN-25")
def test_a_run_inherits_and_does_not_leak(new_loop: NewLoop) -> None:
    """The coroutine sees a variable set before the Runner was made; the caller does not see what it sets."""

    async def exchange() -> str:
        found = who.get()
        who.set("coroutine")
        return found

    def program() -> tuple[str, str]:
        who.set("caller")
        with Runner(loop_factory=new_loop) as runner:
            return runner.run(exchange()), who.get()

    observed = contextvars.copy_context().run(program)
    expect(
        observed,
        ("caller", "caller"),
        doing="set a variable, run() a coroutine that sets it: (inside, after)",
    )
