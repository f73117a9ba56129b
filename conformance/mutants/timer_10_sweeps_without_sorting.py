"""When many timers were cancelled, those that are left are swept together and never put in order again."""

from reference_loop import ReferenceLoop
from reference_loop.timers import SWEEP_MINIMUM, Timers

BREAKS = "TIMER-10"


class Unsorted(Timers):
    def sweep(self) -> None:
        kept = [entry for entry in self._heap if not entry[2].cancelled()]
        self._heap = kept[::-1] if len(kept) < len(self._heap) else kept
        self._sweep_at = max(SWEEP_MINIMUM, 2 * len(kept))


class Mutant(ReferenceLoop):
    timers_type = Unsorted


new_event_loop = Mutant
