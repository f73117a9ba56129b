"""A sweep of cancelled timers leaves the others in no order."""

from reference_loop import ReferenceLoop
from reference_loop.timers import Timers

BREAKS = "TIMER-10"


class Disordered(Timers):
    def sweep(self) -> None:
        super().sweep()
        self._heap.reverse()


class Mutant(ReferenceLoop):
    timers_type = Disordered


new_event_loop = Mutant
