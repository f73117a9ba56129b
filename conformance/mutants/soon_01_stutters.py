"""The first entry of a turn with more than three is called twice."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "SOON-01"


class Stuttering(Turn):
    def run_ready(self) -> None:
        if self.ready.cut() > 3:
            self.ready[0]._run()
        super().run_ready()


class Mutant(ReferenceLoop):
    turn_type = Stuttering


new_event_loop = Mutant
