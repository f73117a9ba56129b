"""The last turn of a run does not look at descriptors."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "STOP-02"


class Hasty(Turn):
    def run(self, last: bool) -> None:
        if last:
            self.run_ready()
        else:
            super().run(last)


class Mutant(ReferenceLoop):
    turn_type = Hasty


new_event_loop = Mutant
