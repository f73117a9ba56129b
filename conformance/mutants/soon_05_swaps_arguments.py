"""Arguments of call_soon arrive in reverse order."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "SOON-05"


class Mutant(ReferenceLoop):
    def call_soon(self, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_soon(callback, *args[::-1], context=context)


new_event_loop = Mutant
