"""While callbacks are waiting, the loop does not look at descriptors."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "READY-24"


class Busy(Turn):
    def wait(self, timeout: float | None) -> Events:
        return [] if timeout == 0 else super().wait(timeout)


class Mutant(ReferenceLoop):
    turn_type = Busy


new_event_loop = Mutant
