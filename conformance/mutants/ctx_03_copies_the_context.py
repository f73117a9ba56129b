"""call_soon runs the callback in a copy of the context given."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-03"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon(callback, *args, context=context and context.copy())


new_event_loop = Mutant
