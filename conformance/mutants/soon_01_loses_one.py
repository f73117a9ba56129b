"""Of a turn with more than eight entries, the second is lost."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "SOON-01"


class Losing(Turn):
    def run_ready(self) -> None:
        if self.ready.cut() > 8:
            del self.ready[1]
        super().run_ready()


class Mutant(ReferenceLoop):
    turn_type = Losing


new_event_loop = Mutant
