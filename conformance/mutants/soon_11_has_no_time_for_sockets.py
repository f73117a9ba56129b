"""A turn with callbacks to run does not look at descriptors."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Events, Turn

BREAKS = "SOON-11"


class Busy(Turn):
    def wait(self, timeout: float | None) -> Events:
        return [] if self.ready else super().wait(timeout)


class Mutant(ReferenceLoop):
    turn_type = Busy


new_event_loop = Mutant
