"""call_at with a deadline that has passed calls the callback itself."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-05"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        timer = super().call_at(when, callback, *args, context=context)
        if when <= self.time():
            timer._run()
            timer.cancel()
        return timer


new_event_loop = Mutant
