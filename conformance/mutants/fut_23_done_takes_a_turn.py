"""await on a done future lets a turn go by."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-23"


class Polite(Future[Any]):
    def __await__(self) -> Generator[Any, None, Any]:
        if self.done():
            yield None
        return (yield from super().__await__())


class Mutant(ReferenceLoop):
    future_type = Polite


new_event_loop = Mutant
