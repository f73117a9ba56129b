"""call_later runs the callback in a copy of the current context, whatever is given."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "CTX-04"


class Mutant(ReferenceLoop):
    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_later(delay, callback, *args)


new_event_loop = Mutant
