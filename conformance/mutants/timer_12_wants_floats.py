"""call_at refuses whole numbers."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-12"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        if not isinstance(when, float):
            raise TypeError("when must be a float")
        return super().call_at(when, callback, *args, context=context)


new_event_loop = Mutant
