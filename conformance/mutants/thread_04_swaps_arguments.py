"""Arguments of call_soon_threadsafe arrive in reverse order."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "THREAD-04"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon_threadsafe(callback, *args[::-1], context=context)


new_event_loop = Mutant
