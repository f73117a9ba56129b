"""A turn goes on as long as there are timers due, with those scheduled meanwhile."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "TIMER-14"


class Draining(Turn):
    def move_due(self) -> None:
        while due := list(self.timers.due(self.clock.time())):
            for timer in due:
                timer._run()


class Mutant(ReferenceLoop):
    turn_type = Draining


new_event_loop = Mutant
