"""The queue holds seven entries; what comes while it is full is lost."""

from reference_loop import ReferenceLoop
from reference_loop.contracts import Runnable
from reference_loop.ready import Ready

BREAKS = "SOON-01"


class Bounded(Ready):
    def push(self, entry: Runnable) -> None:
        if len(self) < 7:
            self.append(entry)


class Mutant(ReferenceLoop):
    ready_type = Bounded


new_event_loop = Mutant
