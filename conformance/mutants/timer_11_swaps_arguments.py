"""Arguments of timers arrive in reverse order."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-11"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(when, callback, *args[::-1], context=context)


new_event_loop = Mutant
