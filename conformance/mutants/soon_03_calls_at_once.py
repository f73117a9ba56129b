"""call_soon calls the callback itself when nothing else is queued."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOON-03"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        handle = super().call_soon(callback, *args, context=context)
        if len(self._ready) == 1:
            self._ready.take()._run()
        return handle


new_event_loop = Mutant
