"""when() of a call_later timer, which rings in time, is rounded to whole seconds."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-08"


class Mutant(ReferenceLoop):
    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        timer = super().call_later(delay, callback, *args, context=context)
        timer._when = float(round(timer.when()))
        return timer


new_event_loop = Mutant
