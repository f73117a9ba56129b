"""call_soon_threadsafe() from the loop's own thread, where signal handlers run, does not wake it."""

import threading
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "RUN-23"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Handle:
        if threading.get_ident() == self._thread:
            return self.call_soon(callback, *args, context=context)
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
