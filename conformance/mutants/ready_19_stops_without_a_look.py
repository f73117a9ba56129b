"""The one turn after an early stop() does not look at the descriptors."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "READY-19"


class Hasty(Turn):
    def run(self, last: bool) -> None:
        if last:
            self.move_due()
            self.run_ready()
        else:
            super().run(last)


class Mutant(ReferenceLoop):
    turn_type = Hasty


new_event_loop = Mutant
