"""A turn with callbacks to run does not look at timers."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "SOON-10"


class Busy(Turn):
    def move_due(self) -> None:
        if not self.ready:
            super().move_due()


class Mutant(ReferenceLoop):
    turn_type = Busy


new_event_loop = Mutant
