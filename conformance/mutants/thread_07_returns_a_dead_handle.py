"""The handle that call_soon_threadsafe returns is not the one that is queued."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "THREAD-07"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        super().call_soon_threadsafe(callback, *args, context=context)
        return Handle(callback, args, cast(Any, self))


new_event_loop = Mutant
