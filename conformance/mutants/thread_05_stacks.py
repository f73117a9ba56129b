"""What comes from threads is queued in front."""

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "THREAD-05"


class Stack(Ready):
    def land(self, entry: Runnable) -> None:
        self.appendleft(entry)


class Mutant(ReferenceLoop):
    ready_type = Stack


new_event_loop = Mutant
