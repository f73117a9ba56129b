"""when() of a call_at timer, which rings in time, is rounded to whole seconds."""

from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "TIMER-07"


class Mutant(ReferenceLoop):
    def call_at(self, when: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        timer = super().call_at(when, callback, *args, context=context)
        timer._when = float(round(when))
        return timer

    def call_later(self, delay: Any, callback: Any, *args: Any, context: Any = None) -> Any:
        return super().call_at(self.time() + delay, callback, *args, context=context)


new_event_loop = Mutant
