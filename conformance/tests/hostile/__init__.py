"""A shelf of hostile loops, one file each: what a native loop under development really does to its caller.

They are well behaved while they are met and probed, and turn on their host in the first callback that is
scheduled once the exam has set its exception handler. ``misbehave`` is what they do then.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextvars import Context
from typing import TypeVarTuple

Ts = TypeVarTuple("Ts")


class Hostile(asyncio.SelectorEventLoop):
    """Python's own loop, until it misbehaves."""

    def misbehave(self) -> None:
        """Runs in place of the callback, inside the loop."""
        raise NotImplementedError

    def call_soon(
        self, callback: Callable[[*Ts], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Schedule the callback, behind the misbehaviour."""
        if self.get_exception_handler() is not None:
            super().call_soon(self.misbehave)
        return super().call_soon(callback, *args, context=context)
