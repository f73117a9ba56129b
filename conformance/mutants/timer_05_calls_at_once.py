"""call_at with a deadline that has passed half an hour ago calls the callback itself."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-05"
LONG = 1800
"""Seconds. Of what is overdue by less, another clause asks for the order."""


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        timer = super().call_at(when, callback, *args, context=context)
        if when <= self.time() - LONG:
            timer._run()
            timer.cancel()
        return timer


new_event_loop = Mutant
