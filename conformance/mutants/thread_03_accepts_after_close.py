"""call_soon_threadsafe on a closed loop returns a handle that never runs."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "THREAD-03"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if self.is_closed():
            return Handle(callback, args, cast(Any, self))
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
