"""cancel() cancels, but returns False once a callback was taken back: as if nobody could care any more."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-09"


class Resigned(Future[Any]):
    _left = False

    def remove_done_callback(self, fn: Any, /) -> int:
        self._left = True
        return super().remove_done_callback(fn)

    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel(msg) and not self._left


class Mutant(ReferenceLoop):
    future_type = Resigned


new_event_loop = Mutant
