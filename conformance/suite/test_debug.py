"""Questions of the chapter debug: how debug mode is switched on, and what it checks and logs."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import traceback
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.clause import clause
from conformance.expect import expect, expect_raises, expect_that
from conformance.suite.child import Subject, printed
from conformance.suite.driving import Loop, complete, ended_by, in_thread, run_turns

ASK = """
loop = factory()
print(loop.get_debug())
loop.close()
"""
SLOW = 0.001
"""Seconds: the threshold that the tests set."""


def spin(loop: Loop) -> None:
    """Block the loop for longer than SLOW, by the clock and not by luck."""
    until = loop.time() + 3 * SLOW
    while loop.time() < until:
        pass


def logged(caplog: pytest.LogCaptureFixture, level: int = logging.WARNING) -> list[str]:
    """What the logger 'asyncio' was told at this level or above."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name == "asyncio" and record.levelno >= level
    ]


def from_a_foreign_thread(loop: Loop, call: Callable[[], object]) -> object:
    """What becomes of ``call()`` in another thread while the loop runs: its result, or its exception."""

    async def main() -> object:
        return in_thread(ended_by, call)

    return complete(loop, main(), doing="run a coroutine that starts a thread and waits for it")


def expect_refused(outcome: object, *, doing: str) -> None:
    """Require that the outcome is an exception; take back the handle if it is not."""
    if isinstance(outcome, asyncio.Handle):
        outcome.cancel()
    expect_that(isinstance(outcome, Exception), doing=doing, expected="raises an exception", observed=outcome)


@clause("DEBUG-01")
@given(modes=st.lists(st.booleans(), min_size=1, max_size=5))
def test_the_mode_is_the_one_set_last(new_loop: Callable[[], Loop], modes: list[bool]) -> None:
    """After each set_debug() of a series, get_debug() is that bool."""
    loop = new_loop()
    try:
        for mode in modes:
            loop.set_debug(mode)
            expect(loop.get_debug(), mode, doing=f"set_debug() each of {modes}; get_debug() after {mode}")
    finally:
        loop.close()


@clause("DEBUG-02")
@pytest.mark.parametrize("value", ["1", "yes", "0"])
def test_the_environment_switches_debug_on(target: Subject, value: str) -> None:
    """With PYTHONASYNCIODEBUG not empty in the environment, whatever it says, a new loop is in debug mode."""
    observed = printed(target, ASK, switches={"PYTHONASYNCIODEBUG": value})
    expect(observed, "True", doing=f"PYTHONASYNCIODEBUG={value} python: get_debug() of a new loop")


@clause("DEBUG-03")
def test_the_development_mode_switches_debug_on(target: Subject) -> None:
    """Under python -X dev, a new loop is in debug mode."""
    observed = printed(target, ASK, flags=("-X", "dev"))
    expect(observed, "True", doing="python -X dev: get_debug() of a new loop")


@clause("DEBUG-04")
@pytest.mark.parametrize("value", [None, ""], ids=["unset", "empty"])
def test_debug_is_off_by_default(target: Subject, value: str | None) -> None:
    """With PYTHONASYNCIODEBUG unset or empty, a new loop is not in debug mode."""
    switches = {} if value is None else {"PYTHONASYNCIODEBUG": value}
    observed = printed(target, ASK, switches=switches)
    expect(observed, "False", doing=f"PYTHONASYNCIODEBUG={value} python: get_debug() of a new loop")


@clause("DEBUG-05")
def test_call_soon_from_a_foreign_thread_is_refused(loop: Loop) -> None:
    """In debug mode, call_soon() raises when a foreign thread calls it while the loop runs."""
    loop.set_debug(True)
    outcome = from_a_foreign_thread(loop, lambda: loop.call_soon(int))
    expect_refused(outcome, doing="set_debug(True), then call_soon() from another thread while the loop runs")


@clause("DEBUG-06")
def test_call_at_from_a_foreign_thread_is_refused(loop: Loop) -> None:
    """In debug mode, call_at() raises when a foreign thread calls it while the loop runs."""
    loop.set_debug(True)
    outcome = from_a_foreign_thread(loop, lambda: loop.call_at(loop.time() + 3600, int))
    expect_refused(outcome, doing="set_debug(True), then call_at() from another thread while the loop runs")


@clause("DEBUG-07")
def test_call_later_from_a_foreign_thread_is_refused(loop: Loop) -> None:
    """In debug mode, call_later() raises when a foreign thread calls it while the loop runs."""
    loop.set_debug(True)
    outcome = from_a_foreign_thread(loop, lambda: loop.call_later(3600, int))
    expect_refused(
        outcome, doing="set_debug(True), then call_later() from another thread while the loop runs"
    )


@clause("DEBUG-08")
def test_a_slow_callback_is_logged(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """In debug mode, a callback slower than slow_callback_duration is logged, at whatever level."""
    caplog.set_level(logging.NOTSET + 1, "asyncio")
    loop.set_debug(True)
    loop.slow_callback_duration = SLOW
    caplog.clear()
    loop.call_soon(spin, loop)
    run_turns(loop, 1)
    seen = logged(caplog, 1)
    expect_that(
        any("spin" in message for message in seen),
        doing="set_debug(True), slow_callback_duration = 0.001; run a callback, spin(), that takes 0.003 s",
        expected="a record of any level, logged to 'asyncio', that says 'spin'",
        observed=seen,
    )


@clause("DEBUG-09")
def test_slow_means_a_tenth_of_a_second(loop: Loop) -> None:
    """slow_callback_duration of a new loop is 0.1."""
    expect(loop.slow_callback_duration, 0.1, doing="read slow_callback_duration of a new loop")


@clause("DEBUG-10")
def test_a_quick_callback_is_not_logged(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """In debug mode, a callback quicker than slow_callback_duration is not logged."""
    loop.set_debug(True)
    loop.slow_callback_duration = 3600.0
    caplog.clear()
    loop.call_soon(spin, loop)
    run_turns(loop, 1)
    expect(logged(caplog), [], doing="set slow_callback_duration to an hour; run a callback of 0.003 s")


@clause("DEBUG-11")
def test_without_debug_nothing_is_slow(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """Outside debug mode, a callback slower than slow_callback_duration is not logged."""
    loop.set_debug(False)
    loop.slow_callback_duration = SLOW
    caplog.clear()
    loop.call_soon(spin, loop)
    run_turns(loop, 1)
    expect(logged(caplog), [], doing="set_debug(False); run a callback slower than slow_callback_duration")


@clause("DEBUG-20")
def test_a_slow_step_of_a_task_is_logged(loop: Loop, caplog: pytest.LogCaptureFixture) -> None:
    """In debug mode, a step of a task slower than slow_callback_duration is logged."""
    loop.set_debug(True)
    loop.slow_callback_duration = SLOW

    async def main() -> None:
        await asyncio.sleep(0)
        spin(loop)
        await asyncio.sleep(0)

    caplog.clear()
    complete(loop, main(), doing="run a task with a slow step")
    seen = logged(caplog)
    expect_that(
        len(seen) >= 1,
        doing="set_debug(True), slow_callback_duration = 0.001; run a task with a step of 0.003 s",
        expected="a warning logged to 'asyncio'",
        observed=seen,
    )


async def forgotten() -> None:
    """A coroutine that the tests create and never await."""


def has_origin() -> bool:
    """Whether a coroutine created here and now knows where it was created."""
    coroutine: Any = forgotten()  # typed as Coroutine, which has no cr_origin
    known: bool = coroutine.cr_origin is not None
    coroutine.close()
    return known


@clause("DEBUG-13")
def test_coroutines_know_where_they_were_created(loop: Loop) -> None:
    """While a loop in debug mode runs, a new coroutine has a cr_origin."""
    loop.set_debug(True)

    async def main() -> bool:
        return has_origin()

    doing = "set_debug(True); does a coroutine created in the running loop have a cr_origin?"
    expect(complete(loop, main(), doing=doing), True, doing=doing)


@clause("DEBUG-14")
def test_origin_tracking_ends_with_the_run(loop: Loop) -> None:
    """The origin tracking depth is the same after a run in debug mode, however it ended, as before it."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    former = sys.get_coroutine_origin_tracking_depth()
    loop.set_debug(True)
    depths: list[int] = []
    try:
        for end in (loop.stop, interrupt):
            sys.set_coroutine_origin_tracking_depth(3)
            loop.call_soon(end)
            ended_by(loop.run_forever)
            depths.append(sys.get_coroutine_origin_tracking_depth())
    finally:
        sys.set_coroutine_origin_tracking_depth(former)
    expect(
        depths, [3, 3], doing="set a tracking depth of 3; read it after runs in debug mode (stop, interrupt)"
    )


@clause("DEBUG-18")
def test_origin_tracking_can_be_switched_in_a_run(loop: Loop) -> None:
    """set_debug() in a running loop switches origin tracking on and off from the next turn on."""
    loop.set_debug(False)
    seen: list[bool] = []

    async def main() -> None:
        for mode in (True, False):
            loop.set_debug(mode)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            seen.append(has_origin())

    former = sys.get_coroutine_origin_tracking_depth()
    sys.set_coroutine_origin_tracking_depth(0)
    try:
        complete(loop, main(), doing="set_debug() on and off in a running loop")
    finally:
        sys.set_coroutine_origin_tracking_depth(former)
    expect(seen, [True, False], doing="set_debug(True), later set_debug(False), in a run: cr_origin known?")


def names_in(stack: traceback.StackSummary | None) -> list[str]:
    """The functions of a recorded stack, outermost first; empty when there is no stack."""
    return [frame.name for frame in stack or ()]


def start_and_forget(loop: Loop) -> None:
    """Create a task that fails, and keep nothing of it."""

    async def fail() -> None:
        raise ValueError("lost")

    loop.create_task(fail())


@clause("DEBUG-15")
def test_a_lost_task_says_who_started_it(loop: Loop) -> None:
    """In debug mode, the report of a task's lost exception has a traceback of the task's creation."""
    loop.set_debug(True)
    stacks: list[list[str]] = []
    loop.set_exception_handler(lambda _loop, told: stacks.append(names_in(told.get("source_traceback"))))
    start_and_forget(loop)
    run_turns(loop, 3)
    gc.collect()
    expect(
        ["start_and_forget" in names for names in stacks],
        [True],
        doing="set_debug(True), lose a failed task; does 'source_traceback' of the report name its creator?",
    )


@clause("DEBUG-16")
def test_a_coroutine_function_is_no_callback(loop: Loop) -> None:
    """In debug mode, call_soon() raises TypeError for a coroutine function."""
    loop.set_debug(True)
    expect_raises(
        TypeError, loop.call_soon, forgotten, doing="set_debug(True), then call_soon(coroutine function)"
    )


@clause("DEBUG-17")
def test_thread_checks_begin_at_once(loop: Loop) -> None:
    """set_debug(True) inside a callback has call_soon() from a foreign thread refused in that callback."""
    loop.set_debug(False)

    async def main() -> object:
        loop.set_debug(True)
        return in_thread(ended_by, loop.call_soon, int)

    doing = "set_debug(True) in a running loop, and at once call_soon() from another thread"
    expect_refused(complete(loop, main(), doing=doing), doing=doing)


def schedule_a_failure(loop: Loop) -> None:
    """Schedule a callback that fails."""

    def fail() -> None:
        raise ValueError("reported")

    loop.call_soon(fail)


@clause("DEBUG-19")
def test_a_failed_callback_says_who_scheduled_it(loop: Loop) -> None:
    """In debug mode, the report of a failing callback has a traceback of its scheduling."""
    loop.set_debug(True)
    stacks: list[list[str]] = []
    loop.set_exception_handler(lambda _loop, told: stacks.append(names_in(told.get("source_traceback"))))
    schedule_a_failure(loop)
    run_turns(loop, 2)
    expect(
        ["schedule_a_failure" in names for names in stacks],
        [True],
        doing="set_debug(True), let a callback fail; does 'source_traceback' name who scheduled it?",
    )


@clause("DEBUG-21")
def test_the_threadsafe_way_stays_open(loop: Loop) -> None:
    """In debug mode, call_soon_threadsafe() from a foreign thread schedules the callback, which runs."""
    loop.set_debug(True)
    called = loop.create_future()

    async def main() -> object:
        outcome = in_thread(ended_by, loop.call_soon_threadsafe, called.set_result, "called")
        return outcome if isinstance(outcome, Exception) else await called

    doing = "set_debug(True), then call_soon_threadsafe() from another thread"
    expect(complete(loop, main(), doing=doing), "called", doing=doing)
