"""While the loop rests, call_soon ignores the context that it is given."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-03"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon(callback, *args, context=context if self.is_running() else None)


new_event_loop = Mutant
