"""remove_done_callback() compares by identity: a bound method, made anew at each access, stays."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-19"


class Identity(Future[Any]):
    def remove_done_callback(self, fn: Any, /) -> int:
        kept = [(who, context) for who, context in self._waiting if context is None or who is not fn]
        removed = len(self._waiting) - len(kept)
        self._waiting = kept
        return removed


class Mutant(ReferenceLoop):
    future_type = Identity


new_event_loop = Mutant
