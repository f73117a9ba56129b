"""The first callback added after another was removed takes the first place."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-16"


class Places(Future[Any]):
    _free = False

    def remove_done_callback(self, fn: Any, /) -> int:
        removed = super().remove_done_callback(fn)
        self._free = removed > 0
        return removed

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        super().add_done_callback(fn, context=context)
        if self._free and self._waiting:
            self._waiting.insert(0, self._waiting.pop())
        self._free = False


class Mutant(ReferenceLoop):
    future_type = Places


new_event_loop = Mutant
