"""What a running loop asks of the interpreter: news of async generators, and where coroutines were made.

Keeps true: the hooks are in place exactly while the loop runs, and what was there before comes back; a
generator dropped half-way is closed by a task of the loop.
Does not know: who iterates them.
"""

from __future__ import annotations

import asyncio
import sys
import warnings
import weakref
from collections.abc import AsyncGenerator
from typing import Any

from . import describe, errors
from .contracts import Core
from .parts import Part

AnyAsyncGenerator = AsyncGenerator[Any, Any]


class Hooks(Part[Core]):
    """The hooks for one loop. INVARIANT: `_saved` is None exactly while they are not in place."""

    def __init__(self, loop: Core) -> None:
        super().__init__(loop)
        self._alive: weakref.WeakSet[AnyAsyncGenerator] = weakref.WeakSet()  # AGEN-13
        self._shut_down = False
        self._saved: Any = None
        self._saved_depth: int | None = None

    def install(self) -> None:
        """Put the hooks of this thread in place."""
        self._saved = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._first_iteration, finalizer=self._dropped)

    def restore(self) -> None:
        """Put back what was there before."""
        self.track_origins(False)
        if self._saved is not None:
            sys.set_asyncgen_hooks(*self._saved)  # AGEN-05
            self._saved = None

    def track_origins(self, enabled: bool) -> None:
        """Let coroutines of this thread remember where they were made, or set back what was before."""
        if enabled and self._saved_depth is None:
            self._saved_depth = sys.get_coroutine_origin_tracking_depth()
            sys.set_coroutine_origin_tracking_depth(describe.ORIGIN_DEPTH)  # DEBUG-13
        elif not enabled and self._saved_depth is not None:
            sys.set_coroutine_origin_tracking_depth(self._saved_depth)  # DEBUG-14
            self._saved_depth = None

    def _first_iteration(self, generator: AnyAsyncGenerator) -> None:
        if self._shut_down:
            message = errors.generator_after_shutdown(generator)
            warnings.warn(message, ResourceWarning, source=self._loop, stacklevel=2)  # AGEN-03
        self._alive.add(generator)  # AGEN-01

    def _dropped(self, generator: AnyAsyncGenerator) -> None:
        """Close it in a task of the loop; the collector may have come by in any thread."""
        self._alive.discard(generator)
        loop = self._whose()
        if loop is not None and not loop.is_closed():
            # AGEN-04 AGEN-09 AGEN-10 AGEN-14
            loop.call_soon_threadsafe(loop.create_task, generator.aclose())

    async def shutdown_asyncgens(self) -> None:
        """Close all generators that are still half-way, at once; report those that fail."""
        self._shut_down = True
        generators = list(self._alive)
        self._alive.clear()
        # AGEN-01 AGEN-02 AGEN-07 AGEN-11 RUN-07
        outcomes = await asyncio.gather(*(one.aclose() for one in generators), return_exceptions=True)
        for generator, outcome in zip(generators, outcomes, strict=True):
            if isinstance(outcome, Exception):
                message = f"an error occurred during closing of asynchronous generator {generator!r}"
                self._loop.call_exception_handler(  # AGEN-06
                    {"message": message, "exception": outcome, "asyncgen": generator}
                )
