"""While a descriptor is watched, the loop waits for it and forgets its timers."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "READY-22"


class Stubborn(Turn):
    def wait(self, timeout: float | None) -> Events:
        return super().wait(None if timeout and self.descriptors else timeout)


class Mutant(ReferenceLoop):
    turn_type = Stubborn


new_event_loop = Mutant
