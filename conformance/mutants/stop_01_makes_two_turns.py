"""stop() before the run lets two turns happen."""

from reference_loop import ReferenceLoop
from reference_loop.states import IDLE, STOP_ASKED

BREAKS = "STOP-01"


class Mutant(ReferenceLoop):
    def run_forever(self) -> None:
        if self._state is STOP_ASKED:
            self._state = IDLE
            self.call_soon(self.call_soon, self.stop)
        super().run_forever()


new_event_loop = Mutant
