"""A loop runs inside a callback of another loop."""

from reference_loop import ReferenceLoop
from reference_loop.states import LOOP, advance

BREAKS = "LIFE-11"


class Mutant(ReferenceLoop):
    def _check_can_run(self) -> None:
        advance(LOOP, self._state, "run")


new_event_loop = Mutant
