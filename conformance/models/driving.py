"""How tests run a coroutine on the loop under test without being held for ever by a wrong one.

Keeps true: what the coroutine raises comes out as it is; if it does not end within `PATIENCE` seconds of real
time, that is a verdict in words, not a hang. Deliberately does not know: any clause.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from typing import Any, TypeVar

from conformance.expect import Broken
from conformance.patience import scaled

T = TypeVar("T")

PATIENCE = scaled(5.0)
"""Seconds; a loop that is right needs milliseconds, on a machine that is loaded perhaps one."""


MOST = 200
"""Turns; many times more than any right loop needs for what tests do."""


def drive(loop: asyncio.AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> T:
    """Run the coroutine as a task of the loop and return its result.

    Raises what the coroutine raises, and Broken when it does not end. Relies on no callback of the task.
    """
    results: list[T] = []
    errors: list[BaseException] = []

    async def witness() -> None:
        try:
            results.append(await coroutine)
        except BaseException as error:
            errors.append(error)
        finally:
            loop.stop()

    task = loop.create_task(witness())
    guard = loop.call_later(PATIENCE, loop.stop)
    loop.run_forever()
    guard.cancel()
    if errors:
        raise errors.pop()
    if not results:
        task.cancel()
        turn(loop)
        raise Broken(
            doing=f"run {getattr(coroutine, '__name__', 'a coroutine')}() as a task",
            expected="it ends",
            observed=f"after {PATIENCE:.0f} seconds it still waits",
        )
    return results[0]


def turn(loop: asyncio.AbstractEventLoop) -> None:
    """Let everything run that is ready by now, and nothing more."""
    loop.call_soon(loop.stop)
    loop.run_forever()


async def settled(tasks: Collection[asyncio.Future[Any]]) -> None:
    """Inside a coroutine: let turns go by until all of these are done, but no more than `MOST`."""
    for _ in range(MOST):
        if all(task.done() for task in tasks):
            break
        await asyncio.sleep(0)


async def turns(count: int) -> None:
    """Inside a coroutine: let so many turns of the loop go by."""
    for _ in range(count):
        await asyncio.sleep(0)
