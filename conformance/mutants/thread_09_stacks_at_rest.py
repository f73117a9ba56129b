"""While the loop does not run, what comes from threads is queued in front."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "THREAD-09"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        handle = super().call_soon_threadsafe(callback, *args, context=context)
        if not self.is_running():
            self._ready.rotate(1)
        return handle


new_event_loop = Mutant
