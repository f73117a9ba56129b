"""How an exam test drives the loop that it judges: by turns, or until a condition holds, never by sleeping.

Keeps true: whatever is driven here comes to an end, also on a loop that loses callbacks or timers, so that a
test can say what is missing; and no verdict depends on how long anything took.
Deliberately knows no loop by name.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from conformance.suite.bounded import PATIENCE

T = TypeVar("T")

Loop = asyncio.AbstractEventLoop
NewLoop = Callable[[], Loop]
Report = dict[str, Any]

SHORT = 0.25
"""Seconds for what needs neither other threads nor long timers; a slow loop still has GRACE."""
GRACE = 1000
"""Turns that a loop still gets when the seconds are over: the machine may have stood still all the while."""

RESOLUTION = 0.002
"""Seconds by which a loop may round deadlines (TIMER-23)."""


class Boom(Exception):
    """Raised by callbacks and coroutines of tests."""


def reported(reports: list[Report]) -> list[str]:
    """The names of the exceptions that the exception handler was told of."""
    return [type(report.get("exception")).__name__ for report in reports]


def boom() -> None:
    """Raise Boom."""
    raise Boom


def run_turns(loop: Loop, turns: int = 8) -> None:
    """Run the loop for some turns: a callback goes to the end of the line so often, then stops the loop."""

    def hop(left: int) -> None:
        if left:
            loop.call_soon(hop, left - 1)
        else:
            loop.stop()

    loop.call_soon(hop, turns)
    loop.run_forever()


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
    """Run the loop with a callback that reschedules itself, until ``done()`` or the end of patience."""
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


def wait_until_stopped(loop: Loop) -> bool:
    """Run the loop, letting it wait, until it is stopped; false when only the safety timer stopped it."""
    late: list[bool] = []

    def give_up() -> None:
        late.append(True)
        loop.stop()

    safety = loop.call_later(PATIENCE, give_up)
    loop.run_forever()
    safety.cancel()
    return not late


def let_pass(seconds: float) -> None:
    """Return when so much time has passed; a callback that takes its time, without sleeping."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        pass


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
