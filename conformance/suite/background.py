"""What questions about PyLoop put into it, and how they wait for it.

Keeps true: nothing waits for ever, and nobody sleeps. Deliberately knows no loop by name.
"""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from conformance.expect import expect
from conformance.suite.driving import PATIENCE

Background = Any
"""A PyLoop, or a wrong one."""
NewBackground = Callable[..., Background]

VARIABLE: contextvars.ContextVar[str] = contextvars.ContextVar("VARIABLE", default="nobody's")


@contextmanager
def held(background: Background) -> Generator[None]:
    """Keep the loop's thread inside a callback, so that nothing can begin or end meanwhile."""
    inside, release = threading.Event(), threading.Event()

    def hold() -> None:
        inside.set()
        release.wait(PATIENCE)

    background.get_loop().call_soon_threadsafe(hold)
    inside.wait(PATIENCE)
    try:
        yield
    finally:
        release.set()


def ended(task: Any) -> None:
    """Wait for the end of a background task that nothing keeps from ending."""
    expect(task.wait(PATIENCE), True, doing="wait for a background task that ends by itself")


async def give(value: object = None) -> Any:
    """Return the value, after a turn of the loop."""
    await asyncio.sleep(0)
    return value


async def fail(error: BaseException) -> None:
    """Raise the error."""
    await asyncio.sleep(0)
    raise error


async def wait_for_ever(begun: threading.Event) -> None:
    """Say that it has begun, then wait for what never comes."""
    future = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(begun.set)
    await future


def waiting(background: Background) -> Any:
    """A background task that is known to stand in its await."""
    begun = threading.Event()
    task = background.create_task(wait_for_ever(begun))
    expect(begun.wait(PATIENCE), True, doing="create_task() of a coroutine, and wait for it to begin")
    return task
