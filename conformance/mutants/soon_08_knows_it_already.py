"""call_soon of a callable that is queued already returns the handle it has."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.handles import Handle

BREAKS = "SOON-08"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        for entry in self._ready:
            if isinstance(entry, Handle) and entry._callback is callback and entry._args == args:
                return entry
        return super().call_soon(callback, *args, context=context)


new_event_loop = Mutant
