"""call_soon_threadsafe calls the callback in the calling thread while the loop rests."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "THREAD-01"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if self.is_running():
            return super().call_soon_threadsafe(callback, *args, context=context)
        handle = Handle(callback, args, cast(Any, self), context)
        handle._run()
        return handle


new_event_loop = Mutant
