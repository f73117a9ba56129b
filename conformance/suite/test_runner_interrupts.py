"""Questions of the chapter runner: ctrl-C, and other ways to end a run from outside."""

from __future__ import annotations

import asyncio
import signal
from asyncio import Runner
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_that
from conformance.suite.child import (
    HEARING_SIGINT,
    IGNORING_SIGINT,
    Subject,
    printed,
    start,
    wait_until_asleep,
)
from conformance.suite.driving import PATIENCE, NewLoop, ended_by, in_thread
from conformance.suite.matter import asleep, give, kind


@pytest.fixture
def ctrl_c() -> Iterator[Callable[[], None]]:
    """Raises SIGINT in this process, which handles it as Python does by default, whatever it inherited."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield lambda: signal.raise_signal(signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, former)


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
