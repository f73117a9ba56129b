"""While callbacks are waiting, the loop does not look at descriptors for 2,500 turns."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "READY-24"


class Busy(Turn):
    unseen = 0

    def wait(self, timeout: float | None) -> Events:
        self.unseen = self.unseen + 1 if self.ready else 0
        if 0 < self.unseen <= 2500:
            return []
        return super().wait(timeout)


class Mutant(ReferenceLoop):
    turn_type = Busy


new_event_loop = Mutant
