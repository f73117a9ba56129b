"""How a question drives the loop that it judges: by turns, or until a condition holds, never by sleeping.

Keeps true: whatever is driven here comes to an end, also on a loop that loses callbacks or timers, so that a
question can say what is missing; a right loop is never hurried, and no verdict depends on how long it took.
Deliberately knows no loop by name.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any, TypeVar

from conformance.expect import Broken
from conformance.patience import scaled

T = TypeVar("T")

Loop = asyncio.AbstractEventLoop
NewLoop = Callable[[], Loop]

PATIENCE = scaled(10.0)
"""Seconds after which a loop that has done nothing is taken to be wrong, not slow."""
SHORT = scaled(0.25)
"""Seconds for what needs neither other threads nor long timers; a slow loop still has GRACE."""
GRACE = 1000
"""Turns that a loop still gets when the seconds are over: the machine may have stood still all the while."""
RESOLUTION = 0.002
"""Seconds by which a loop may round deadlines (TIMER-23)."""


# -- until a callback of the question stops the loop, which may wait


def run_until_stopped(loop: Loop) -> bool:
    """Run the loop, letting it wait, until it is stopped; false when only the end of patience stopped it."""
    late: list[bool] = []

    def give_up() -> None:
        late.append(True)
        loop.stop()

    safety = loop.call_later(PATIENCE, give_up)
    try:
        loop.run_forever()
    finally:
        safety.cancel()
    return not late


def expect_stop(loop: Loop, *, doing: str) -> None:
    """Run the loop until it is stopped; raises Broken, with ``doing`` in it, when patience ends first."""
    if not run_until_stopped(loop):
        raise _impatient(doing, "the loop is stopped by it")


# -- so many turns


def run_turns(loop: Loop, turns: int = 8) -> None:
    """Run the loop once, for so many turns: the last is the one in which a callback stops it."""

    def hop(left: int) -> None:
        if left > 1:
            loop.call_soon(hop, left - 1)
        else:
            loop.stop()

    loop.call_soon(hop, turns)
    run_until_stopped(loop)


def run_forever(loop: Loop) -> None:
    """Run the loop until it is stopped, with no end to patience: for a run that is to be refused."""
    loop.run_forever()


def run_until_complete(loop: Loop) -> None:
    """Run the loop until a future that is done already is done: for a run that is to be refused."""
    future = loop.create_future()
    future.set_result(None)
    loop.run_until_complete(future)


RUNS = (run_forever, run_until_complete)
"""The two ways to run a loop."""


def in_callback(loop: Loop, question: Callable[[], object]) -> None:
    """Ask inside a callback of the running loop; a verdict found there is raised here."""
    verdict: list[BaseException] = []

    def ask() -> None:
        try:
            question()
        except BaseException as raised:
            verdict.append(raised)
        loop.stop()

    loop.call_soon(ask)
    run_until_stopped(loop)
    if verdict:
        raise verdict[0]


# -- until a condition holds; the loop is never idle


def run_until(loop: Loop, done: Callable[[], bool], seconds: float = SHORT) -> bool:
    """Run the loop, never letting it wait, until ``done()``; returns what ``done()`` said last.

    Gives up after these seconds and GRACE turns more. Two safety stops, a callback and a timer, so that a
    loop may lose either.
    """
    safety = loop.call_later(2 * PATIENCE, loop.stop)
    keep_busy(loop, done, seconds)
    safety.cancel()
    return done()


def keep_busy(loop: Loop, done: Callable[[], bool], seconds: float = SHORT) -> None:
    """The same without a timer of its own: for questions about what a busy loop does with timers."""
    limit, grace = time.monotonic() + seconds, GRACE

    def look() -> None:
        nonlocal grace
        grace -= time.monotonic() > limit
        if done() or grace <= 0:
            loop.stop()
        else:
            loop.call_soon(look)

    loop.call_soon(look)
    loop.run_forever()


# -- until a coroutine ends


def complete(loop: Loop, coro: Coroutine[Any, Any, T], *, doing: str) -> T:
    """Run the coroutine to its end and return its result, or raise what it raises.

    Raises Broken, with ``doing`` in it, when patience ends first.
    """
    task = loop.create_task(coro)
    safety = loop.call_later(PATIENCE, loop.stop)
    try:
        return loop.run_until_complete(task)
    except RuntimeError:
        if task.done():
            raise
    finally:
        safety.cancel()
    task.cancel()
    run_turns(loop, 3)
    raise _impatient(doing, "it ends")


def _impatient(doing: str, expected: str) -> Broken:
    return Broken(doing=doing, expected=expected, observed=f"nothing happened for {PATIENCE:.0f} seconds")


# -- threads and time


def in_thread(call: Callable[..., T], *args: object) -> T:
    """What ``call(*args)`` returns, called in a thread of its own that has ended; raises what it raised."""
    outcome: list[T] = []
    fault: list[BaseException] = []

    def body() -> None:
        try:
            outcome.append(call(*args))
        except BaseException as raised:
            fault.append(raised)

    thread = threading.Thread(target=body)
    thread.start()
    thread.join()
    if fault:
        raise fault[0]
    return outcome[0]


@contextmanager
def rescue(act: Callable[[], object]) -> Generator[None, None, None]:
    """Call ``act`` from another thread when patience ends: for loops whose timers may be the fault."""
    timer = threading.Timer(PATIENCE, act)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def let_pass(seconds: float) -> None:
    """Return when so much time has passed; a callback that takes its time, without sleeping."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


def ended_by(call: Callable[..., object], *args: object) -> object:
    """The result of ``call(*args)``, or the exception that left it, whatever its kind."""
    try:
        return call(*args)
    except BaseException as raised:
        return raised
