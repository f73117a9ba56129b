"""A turn goes on until the queue is empty, with all that is scheduled meanwhile."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "SOON-04"


class Draining(Turn):
    def run_ready(self) -> None:
        while self.ready:
            self.ready.take()._run()


class Mutant(ReferenceLoop):
    turn_type = Draining


new_event_loop = Mutant
