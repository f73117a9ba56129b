"""While the next timer is more than a minute away, descriptors are not served."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "READY-21"


class Sound(Turn):
    def collect(self, events: Events) -> None:
        deadline = self.timers.next_deadline()
        if deadline is not None and deadline > self.clock.time() + 60:
            events = [event for event in events if event[0] == self.wakeup.fd]
        super().collect(events)


class Mutant(ReferenceLoop):
    turn_type = Sound


new_event_loop = Mutant
