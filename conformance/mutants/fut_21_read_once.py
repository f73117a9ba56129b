"""Only the first who awaits a future gets its result, the others get None."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-21"


class Consumed(Future[Any]):
    _read = False

    def __await__(self) -> Generator[Any, None, Any]:
        value = yield from super().__await__()
        read, self._read = self._read, True
        return None if read else value


class Mutant(ReferenceLoop):
    future_type = Consumed


new_event_loop = Mutant
