"""A task that has waited for a future gets None when it awaits that again."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-21"


class Consumed(Future[Any]):
    def __init__(self, *, loop: Any = None) -> None:
        super().__init__(loop=loop)
        self._told: set[Any] = set()

    def __await__(self) -> Generator[Any, None, Any]:
        me, waits = asyncio.current_task(), not self.done()
        value = yield from super().__await__()
        if me in self._told:
            return None
        if waits:
            self._told.add(me)
        return value


class Mutant(ReferenceLoop):
    future_type = Consumed


new_event_loop = Mutant
