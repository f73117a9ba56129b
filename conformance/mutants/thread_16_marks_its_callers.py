"""call_soon_threadsafe leaves the loop as running loop of a calling thread beside it."""

import threading
from typing import Any

from reference_loop import ReferenceLoop, seams

BREAKS = "THREAD-16"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if self.is_running() and threading.get_ident() != self._thread:
            seams.set_running_loop(self)
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
