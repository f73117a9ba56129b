"""The questions about runs that are refused."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from conformance.clause import clause
from conformance.expect import expect, expect_raises
from conformance.suite.driving import RUNS, Loop, NewLoop, ended_by, in_callback, run_turns
from conformance.suite.matter import done_future, give, kind


@clause("LIFE-09")
@pytest.mark.parametrize("run", RUNS)
def test_a_running_loop_refuses_to_run(loop: Loop, run: Callable[[Loop], None]) -> None:
    """A nested run of the same loop raises RuntimeError, and callbacks go on being called."""
    ran: list[str] = []

    def nested() -> None:
        loop.call_soon(loop.stop)  # ends the nested run, should there be one
        expect_raises(RuntimeError, run, loop, doing=f"{run.__name__} from a callback of the same loop")
        ran.append("refused")

    in_callback(loop, nested)
    loop.call_soon(ran.append, "went on")
    run_turns(loop)
    expect(ran, ["refused", "went on"], doing="refuse a nested run, then go on")


@clause("LIFE-10")
@pytest.mark.parametrize("run", RUNS)
def test_a_refused_run_changes_nothing(loop: Loop, run: Callable[[Loop], None]) -> None:
    """After a refused nested run, is_running() and get_running_loop() still say that the loop runs."""
    seen: list[object] = []

    def nested() -> None:
        loop.call_soon(loop.stop)
        expect_raises(RuntimeError, run, loop, doing=f"{run.__name__} from a callback of the same loop")
        seen.extend([loop.is_running(), asyncio._get_running_loop() is loop])

    in_callback(loop, nested)
    expect(
        seen,
        [True, True],
        doing="after a refused nested run ask is_running(), and whether it is the running loop",
    )


@clause("LIFE-11")
@pytest.mark.parametrize("run", RUNS)
def test_a_second_loop_in_the_thread_is_refused(new_loop: NewLoop, run: Callable[[Loop], None]) -> None:
    """Running another loop from a callback raises RuntimeError."""
    loop, other = new_loop(), new_loop()

    def nested() -> None:
        other.call_soon(other.stop)
        expect_raises(
            RuntimeError,
            run,
            other,
            doing=f"{run.__name__} of a second loop from a callback of the first",
        )

    in_callback(loop, nested)


@clause("LIFE-14")
def test_a_future_of_another_loop_is_refused(new_loop: NewLoop) -> None:
    """run_until_complete of a future that belongs to another loop raises ValueError."""
    loop, other = new_loop(), new_loop()
    future = done_future(other)
    expect_raises(
        ValueError, loop.run_until_complete, future, doing="run_until_complete(future of another loop)"
    )


@clause("LIFE-20")
def test_a_refused_run_leaves_the_coroutine_alone(loop: Loop) -> None:
    """A coroutine whose run was refused inside a callback has not begun some turns later, and can be run."""
    begun: list[str] = []

    async def work() -> str:
        begun.append("begun")
        return "value"

    def nest() -> None:
        doing = "run_until_complete(coroutine) from a callback of the same loop"
        expect_raises(RuntimeError, loop.run_until_complete, coroutine, doing=doing)

    coroutine = work()
    in_callback(loop, nest)
    run_turns(loop)
    early = list(begun)
    expect(
        (early, kind(ended_by(loop.run_until_complete, coroutine))),
        (list[str](), "value"),
        doing="refuse run_until_complete(coroutine) in a callback, go on for 8 turns; what had begun, "
        "and what the coroutine gives when it is run then",
    )


@clause("LIFE-20")
def test_a_closed_loop_leaves_the_coroutine_alone(new_loop: NewLoop) -> None:
    """A coroutine that a closed loop refused to run can be run by another loop."""
    closed, other, coroutine = new_loop(), new_loop(), give("value")
    closed.close()
    doing = "run_until_complete(coroutine) on a closed loop"
    expect_raises(RuntimeError, closed.run_until_complete, coroutine, doing=doing)
    seen = kind(ended_by(other.run_until_complete, coroutine))
    expect(seen, "value", doing=f"{doing}, then run it on another loop")
