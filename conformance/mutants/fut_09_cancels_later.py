"""cancel() returns True but cancels in the next turn."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-09"


class Slow(Future[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        if not self.done():
            self._core.call_soon(super().cancel, msg)
        return not self.done()


class Mutant(ReferenceLoop):
    future_type = Slow


new_event_loop = Mutant
