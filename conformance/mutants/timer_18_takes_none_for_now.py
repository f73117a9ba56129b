"""A deadline of None means now."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-18"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(self.time() if when is None else when, callback, *args, context=context)


new_event_loop = Mutant
