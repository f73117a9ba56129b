"""call_at timers come six milliseconds before their timestamp."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-03"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(when - 0.006, callback, *args, context=context)

    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(self.time() + delay, callback, *args, context=context)


new_event_loop = Mutant
