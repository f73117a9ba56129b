"""The queue takes a hundred entries from threads; what comes while it is full is lost."""

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "THREAD-06"


class Bounded(Ready):
    def land(self, entry: Runnable) -> None:
        if len(self) < 100:
            self.append(entry)


class Mutant(ReferenceLoop):
    ready_type = Bounded


new_event_loop = Mutant
