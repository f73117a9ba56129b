"""While more than a hundred handles wait, the newest runs first."""

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "SOON-02"


class Round(Ready):
    def take(self) -> Runnable:
        return self.pop() if len(self) > 100 else self.popleft()


class Mutant(ReferenceLoop):
    ready_type = Round


new_event_loop = Mutant
