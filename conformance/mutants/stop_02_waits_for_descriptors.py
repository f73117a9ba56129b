"""The last turn of a run waits until something is ready."""

from reference_loop import ReferenceLoop
from reference_loop.turn import Turn

BREAKS = "STOP-02"


class Patient(Turn):
    def plan_wait(self, last: bool) -> float | None:
        return super().plan_wait(False)


class Mutant(ReferenceLoop):
    turn_type = Patient


new_event_loop = Mutant
