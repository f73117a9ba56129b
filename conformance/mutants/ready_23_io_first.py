"""A turn that found a ready descriptor does nothing else."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "READY-23"


class Eager(Turn):
    served = False

    def wait(self, timeout: float | None) -> Events:
        self.served = False
        return super().wait(timeout)

    def collect(self, events: Events) -> None:
        self.served = True
        held = list(self.ready)
        self.ready.clear()
        super().collect(events)
        self.run_ready()
        self.ready.extendleft(reversed(held))

    def move_due(self) -> None:
        if not self.served:
            super().move_due()


class Mutant(ReferenceLoop):
    turn_type = Eager


new_event_loop = Mutant
