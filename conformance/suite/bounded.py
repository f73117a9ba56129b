"""Waiting for a loop that may be wrong: conditions, never sleeps, and an end to patience.

Keeps true: a right loop is never hurried (the bound is reached only by a loop that does not do what it
promised at all); a wrong one ends in words instead of a hang wherever it still keeps its timers.
Deliberately knows nothing of any loop.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Generator
from contextlib import contextmanager
from typing import Any, TypeVar

from conformance.expect import Broken

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds after which a loop that has done nothing is taken to be wrong, not slow."""


def turn(loop: asyncio.AbstractEventLoop, times: int = 1) -> None:
    """Let a loop that rests do ``times`` turns; each polls I/O and runs what was ready."""
    for _ in range(times):
        loop.call_soon(loop.stop)
        loop.run_forever()


def run_until_stopped(loop: asyncio.AbstractEventLoop) -> None:
    """Run until a callback of the test calls ``loop.stop()``, or patience ends; the caller asks which."""
    safety = loop.call_later(PATIENCE, loop.stop)
    try:
        loop.run_forever()
    finally:
        safety.cancel()


def complete(loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, T], *, doing: str) -> T:
    """Run the coroutine to its end and return its result.

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
    turn(loop, 3)
    raise Broken(doing=doing, expected="it ends", observed=f"nothing happened for {PATIENCE:.0f} seconds")


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


def in_thread(call: Callable[[], object]) -> object:
    """Run ``call`` in a thread to its end; return its result, or the exception that left it."""
    outcome: list[object] = []

    def run() -> None:
        outcome.append(ended_by(call))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return outcome[0]


def ended_by(call: Callable[[], object]) -> object:
    """The result of ``call()``, or the exception that left it, KeyboardInterrupt and SystemExit included."""
    try:
        return call()
    except BaseException as raised:
        return raised
