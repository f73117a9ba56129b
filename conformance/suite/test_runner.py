"""Questions of the chapter runner: what Runner and asyncio.run promise when they drive this loop."""

from __future__ import annotations

import asyncio
import contextvars
import signal
import threading
from asyncio import Runner
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_same, expect_that
from conformance.suite.child import (
    HEARING_SIGINT,
    IGNORING_SIGINT,
    Subject,
    printed,
    start,
    wait_until_asleep,
)
from conformance.suite.driving import PATIENCE, Loop, NewLoop, ended_by, in_thread
from conformance.suite.matter import context_of_who, fail, give, who


@pytest.fixture
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Raises SIGINT in this process, which handles it as Python does by default, whatever it inherited."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield lambda: signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, former)


async def asleep() -> str:
    """Wait for what never comes; gives in when patience ends."""
    loop = asyncio.get_running_loop()
    never: asyncio.Future[str] = loop.create_future()
    safety = loop.call_later(PATIENCE, never.set_result, f"nothing happened for {PATIENCE:.0f} seconds")
    try:
        return await never
    finally:
        safety.cancel()


def kind(outcome: object) -> object:
    """The name of an exception's type; other outcomes as they are."""
    return type(outcome).__name__ if isinstance(outcome, BaseException) else outcome


@clause("RUN-01")
def test_run_returns_the_result(new_loop: NewLoop) -> None:
    """Runner.run(coro) returns the object that the coroutine returned."""
    thing = object()
    with Runner(loop_factory=new_loop) as runner:
        expect_same(runner.run(give(thing)), thing, doing="Runner.run() a coroutine that returns an object")


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
        gate.wait(PATIENCE)

    async def begin() -> None:
        loop = asyncio.get_running_loop()
        loop.run_in_executor(None, work)
        loop.call_later(0.01, gate.set)

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


@clause("RUN-12")
def test_sigint_is_handled_during_a_run_only(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """From the coroutine's first statement on SIGINT has another handler; after run() Python's is back."""

    async def look() -> object:
        return signal.getsignal(signal.SIGINT)

    with Runner(loop_factory=new_loop) as runner:
        during = runner.run(look())
        after = signal.getsignal(signal.SIGINT)
    seen = (during is signal.default_int_handler, after is signal.default_int_handler)
    expect(seen, (False, True), doing="is SIGINT's handler Python's default: (in the coroutine, after run())")


@clause("RUN-13")
def test_ctrl_c_cancels_the_main_task(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """SIGINT raises CancelledError in the waiting coroutine, and KeyboardInterrupt out of run()."""
    log: list[object] = []

    async def main() -> object:
        asyncio.get_running_loop().call_soon(ctrl_c)
        try:
            return await asleep()
        except BaseException as raised:
            log.append(kind(raised))
            raise

    with Runner(loop_factory=new_loop) as runner:
        log.append(kind(ended_by(lambda: runner.run(main()))))
    expect(
        log,
        ["CancelledError", "KeyboardInterrupt"],
        doing="SIGINT during run(): raised (in the task, by run())",
    )


@clause("RUN-14")
def test_ctrl_c_lets_the_main_task_clean_up(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """A finally block that awaits runs to its end before run() raises KeyboardInterrupt."""
    log: list[object] = []

    async def main() -> object:
        asyncio.get_running_loop().call_soon(ctrl_c)
        try:
            return await asleep()
        finally:
            await asyncio.sleep(0)
            await asyncio.sleep(0.001)
            log.append("cleaned up")

    with Runner(loop_factory=new_loop) as runner:
        log.append(kind(ended_by(lambda: runner.run(main()))))
    expect(
        log, ["cleaned up", "KeyboardInterrupt"], doing="SIGINT during run() of a task with a finally block"
    )


@clause("RUN-15")
def test_a_second_ctrl_c_interrupts_at_once(
    new_loop: NewLoop, ctrl_c: Callable[[], None], loop_reports: list[dict[str, Any]]
) -> None:
    """In code that never awaits the first SIGINT passes, and the second raises KeyboardInterrupt there."""
    log: list[object] = []

    async def main() -> None:
        for press in ("first", "second"):
            try:
                ctrl_c()
            except KeyboardInterrupt:
                log.append(f"{press} raises")
                raise
            log.append(f"{press} passes")

    with Runner(loop_factory=new_loop) as runner:
        log.append(kind(ended_by(lambda: runner.run(main()))))
    expected = ["first passes", "second raises", "KeyboardInterrupt"]
    expect(log, expected, doing="SIGINT twice in a task that never awaits; what run() raises comes last")


@clause("RUN-16")
def test_a_handler_of_the_user_stays(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """A SIGINT handler that the user set is called during a run, which goes on to its end."""
    heard: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: heard.append(number))

    async def main() -> str:
        ctrl_c()
        await asyncio.sleep(0)
        return "finished"

    with Runner(loop_factory=new_loop) as runner:
        outcome = kind(ended_by(lambda: runner.run(main())))
    expect(
        (outcome, len(heard)),
        ("finished", 1),
        doing="SIGINT with a user's handler: (run(), calls of the handler)",
    )


IGNORED = """
async def main():
    signal.raise_signal(signal.SIGINT)
    await asyncio.sleep(0)
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN

with asyncio.Runner(loop_factory=factory) as runner:
    print(runner.run(main()), signal.getsignal(signal.SIGINT) is signal.SIG_IGN)
"""


@clause("RUN-17")
def test_an_ignored_sigint_stays_ignored(target: Subject) -> None:
    """In a process born with SIGINT ignored, SIGINT does nothing to a run, which leaves it ignored."""
    observed = printed(target, IGNORED, launcher=IGNORING_SIGINT)
    expect(
        observed,
        "True True",
        doing="trap '' INT, run and raise SIGINT: is it ignored (in the run, after it)?",
    )


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
    """At Runner.close(), a task left over is cancelled and cleans up, then open generators are closed."""
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
        log,
        ["task cleaned up", "generator closed"],
        doing="close() a Runner with a task and a generator open",
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


@clause("RUN-22")
def test_a_caught_ctrl_c_is_no_interrupt(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """The result of a main coroutine that catches SIGINT's CancelledError is returned by run()."""

    async def main() -> str:
        asyncio.get_running_loop().call_soon(ctrl_c)
        try:
            return await asleep()
        except asyncio.CancelledError:
            return "kept on"

    with Runner(loop_factory=new_loop) as runner:
        outcome = kind(ended_by(lambda: runner.run(main())))
    expect(outcome, "kept on", doing="SIGINT during run() of a task that catches CancelledError and returns")


PRESSES = 3
SLEEPING = """
def out(*words):
    print(*words, flush=True)

async def main():
    asyncio.get_running_loop().call_soon(out, "asleep")
    try:
        await asyncio.get_running_loop().create_future()
    finally:
        out("woken")

try:
    with asyncio.Runner(loop_factory=factory) as runner:
        try:
            runner.run(main())
        except KeyboardInterrupt:
            out("KeyboardInterrupt")
except KeyboardInterrupt:
    pass
"""


@clause("RUN-23")
def test_ctrl_c_wakes_a_sleeping_loop(target: Subject) -> None:
    """SIGINT from outside ends a run whose loop waits with no timer, no descriptor and no callback."""
    child = start(target, SLEEPING, launcher=HEARING_SIGINT)
    assert child.stdout is not None
    assert child.stderr is not None
    said = [child.stdout.readline().strip()]
    wait_until_asleep(child)
    # Pressed again only because a signal may fall between the last bytecode and the system call, where
    # CPython cannot see it; one that was seen has the task woken long before.
    for _ in range(PRESSES):
        child.send_signal(signal.SIGINT)
        if ended_by(lambda: child.wait(PATIENCE / PRESSES)) == child.returncode:
            break
    child.kill()
    out, _ = child.communicate()
    said += out.split() or [f"nothing for {PATIENCE:.0f} seconds"]
    doing = "SIGINT to a process whose loop sleeps without any timer; what it prints"
    expect(said, ["asleep", "woken", "KeyboardInterrupt"], doing=doing)


@clause("RUN-24")
def test_a_runner_works_in_another_thread(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """In a thread that is not the main one, a Runner gives the result, and SIGINT keeps its handler."""

    async def look() -> bool:
        return signal.getsignal(signal.SIGINT) is signal.default_int_handler

    def run() -> bool:
        with Runner(loop_factory=new_loop) as runner:
            return runner.run(look())

    expect(
        kind(in_thread(ended_by, run)),
        True,
        doing="run() in another thread: is SIGINT's handler Python's default inside?",
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


@clause("RUN-26")
def test_a_plain_cancellation_stays_one(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """A main task cancelled by the program itself has run() raise CancelledError."""

    async def main() -> str:
        task = asyncio.current_task()
        expect_that(
            task is not None, doing="current_task() in a run", expected="the main task", observed=task
        )
        asyncio.get_running_loop().call_soon(task.cancel if task else int)
        return await asleep()

    with Runner(loop_factory=new_loop) as runner:
        outcome = kind(ended_by(lambda: runner.run(main())))
    expect(outcome, "CancelledError", doing="cancel() the main task by a callback; what does run() raise?")


@clause("RUN-27")
def test_a_runner_survives_ctrl_c(new_loop: NewLoop, ctrl_c: Callable[[], None]) -> None:
    """After run() raised KeyboardInterrupt, the same Runner runs another coroutine."""

    async def interrupted() -> str:
        asyncio.get_running_loop().call_soon(ctrl_c)
        return await asleep()

    with Runner(loop_factory=new_loop) as runner:
        seen = [kind(ended_by(lambda: runner.run(interrupted())))]
        seen.append(kind(ended_by(lambda: runner.run(give("again")))))
    expect(
        seen,
        ["KeyboardInterrupt", "again"],
        doing="SIGINT in one run(), then another run() of the same Runner",
    )
