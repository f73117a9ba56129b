"""Of three and more arguments of call_soon_threadsafe the first arrives last."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "THREAD-04"


class Mutant(ReferenceLoop):
    def call_soon_threadsafe(self, callback: Any, *args: Any, context: Any = None) -> Any:
        if len(args) > 2:
            args = (*args[1:], args[0])
        return super().call_soon_threadsafe(callback, *args, context=context)


new_event_loop = Mutant
