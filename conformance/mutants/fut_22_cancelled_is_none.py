"""await on a future that is cancelled while it waits returns None."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-22"


class Mild(Future[Any]):
    def __await__(self) -> Generator[Any, None, Any]:
        try:
            return (yield from super().__await__())
        except asyncio.CancelledError:
            return None


class Mutant(ReferenceLoop):
    future_type = Mild


new_event_loop = Mutant
