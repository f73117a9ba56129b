"""A callback that raises SystemExit takes the rest of its batch with it: they never run."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "LIFE-08"


class Batch(Turn):
    def run_ready(self) -> None:
        for entry in [self.ready.take() for _ in range(self.ready.cut())]:
            entry._run()


class Mutant(ReferenceLoop):
    turn_type = Batch


new_event_loop = Mutant
