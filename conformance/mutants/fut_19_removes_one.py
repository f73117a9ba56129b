"""remove_done_callback() takes back one addition only."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-19"


class Stingy(Future[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        for entry in self._waiting:
            if entry[1] is not None and entry[0] == fn:
                self._waiting.remove(entry)
                return 1
        return 0


class Mutant(ReferenceLoop):
    future_type = Stingy


new_event_loop = Mutant
