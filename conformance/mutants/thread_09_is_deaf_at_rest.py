"""call_soon_threadsafe is forgotten while the loop does not run."""

from typing import Any, cast

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "THREAD-09"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if not self.is_running():
            return Handle(callback, args, cast(Any, self))
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
