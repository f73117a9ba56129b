"""Each callback is queued in front of the one before it."""

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "SOON-02"


class Overtaking(Ready):
    def push(self, entry: Runnable) -> None:
        self.insert(max(0, len(self) - 1), entry)


class Mutant(ReferenceLoop):
    ready_type = Overtaking


new_event_loop = Mutant
