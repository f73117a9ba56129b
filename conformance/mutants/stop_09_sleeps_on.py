"""stop() sent from another thread does not wake the loop."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "STOP-09"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if callback == self.stop:
            return self.call_soon(callback)
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
