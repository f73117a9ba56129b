"""call_later waits half of the delay."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-02"


class Mutant(ReferenceLoop):
    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_later(delay / 2, callback, *args, context=context)


new_event_loop = Mutant
