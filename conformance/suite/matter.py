"""What questions put into a loop, and read back: failures, objects that can be watched, a variable.

Keeps true: nothing here can be mistaken for a loop's own work. Deliberately drives no loop.
"""

from __future__ import annotations

import asyncio
import contextvars
import gc
import weakref
from collections.abc import Callable
from typing import Any

from conformance.suite.driving import PATIENCE, Loop

Report = dict[str, Any]
"""What the exception handler is told."""

who = contextvars.ContextVar("who", default="nobody")
"""The variable of questions about contexts."""


class Boom(Exception):
    """Raised by callbacks and coroutines of tests."""


def boom(fault: BaseException | None = None) -> None:
    """Raise the fault, or a Boom: a callback that fails."""
    raise fault or Boom


async def fail(fault: BaseException) -> None:
    """Raise the fault: a coroutine that fails."""
    raise fault


async def give(value: object) -> object:
    """Return the value: a coroutine that ends at once."""
    return value


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


def done_future(loop: Loop, value: object = None) -> asyncio.Future[object]:
    """A future of the loop that has its result already."""
    future: asyncio.Future[object] = loop.create_future()
    future.set_result(value)
    return future


def context_of_who(value: str) -> contextvars.Context:
    """A context in which ``who`` has this value."""
    context = contextvars.copy_context()
    context.run(who.set, value)
    return context


# -- what the exception handler hears


def hear(loop: Loop) -> list[Report]:
    """A list that grows with each call of the exception handler."""
    heard: list[Report] = []
    loop.set_exception_handler(lambda _loop, report: heard.append(report))
    return heard


def reported(reports: list[Report]) -> list[str]:
    """The names of the exceptions that the exception handler was told of."""
    return [type(report.get("exception")).__name__ for report in reports]


# -- what a loop keeps alive


class Thing:
    """An object that can be watched by a weak reference, and called."""

    def __call__(self, *_: object) -> None:
        """Do nothing."""


def kept_alive(use: Callable[[Thing, Thing], object]) -> list[str]:
    """Which of a callback and its argument are alive after ``use(callback, argument)``.

    What ``use`` returns, such as a handle, is held meanwhile.
    """
    callback, argument = Thing(), Thing()
    watches = {"callback": weakref.ref(callback), "argument": weakref.ref(argument)}
    held = use(callback, argument)
    del callback, argument
    gc.collect()
    kept = [name for name, watch in watches.items() if watch() is not None]
    del held
    return kept
