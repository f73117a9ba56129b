"""Coroutines to be cancelled, and words for how they ended.

Keeps true: what is cancelled here waits until then. Deliberately knows no clause.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any

from conformance.models.driving import turns
from conformance.suite.driving import Loop

Future = asyncio.Future[object]


class Part:
    """A coroutine that waits for ever, and the word for how it ended."""

    def __init__(self, loop: Loop) -> None:
        self.future: Future = loop.create_future()
        self.ended = "not at all"

    def finish(self) -> None:
        """Give it what it waits for, unless somebody has cancelled that."""
        if not self.future.done():
            self.future.set_result("value")

    async def run(self) -> object:
        """Wait; let a few turns of clean-up go by before the end is known."""
        try:
            value = await self.future
            self.ended = "not cancelled"
            return value
        except asyncio.CancelledError:
            await turns(3)
            self.ended = "cancelled"
            raise


async def outcome_of(awaitable: Awaitable[object]) -> str:
    """What awaiting gives, in a word."""
    try:
        await awaitable
    except BaseException as error:
        return type(error).__name__
    return "result"


async def cancelled_while(coroutine: Coroutine[Any, Any, object]) -> str:
    """Run the coroutine as a task, cancel it once it waits; what awaiting it gives, in a word."""
    task = asyncio.get_running_loop().create_task(coroutine)
    await turns(5)
    task.cancel()
    return await outcome_of(task)
