"""call_soon_threadsafe runs the callback in a copy of the current context, whatever is given."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-06"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon_threadsafe(callback, *args)


new_event_loop = Mutant
