"""A sweep of cancelled timers takes a live one with it."""

from reference_loop import ReferenceLoop
from reference_loop.timers import Timers

BREAKS = "TIMER-10"


class Careless(Timers):
    def sweep(self) -> None:
        super().sweep()
        del self._heap[-1:]


class Mutant(ReferenceLoop):
    timers_type = Careless


new_event_loop = Mutant
