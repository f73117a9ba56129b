"""A closed loop keeps the callbacks of its readers and writers alive."""

from reference_loop import ReferenceLoop
from reference_loop.poller import Descriptors

BREAKS = "CLOSE-11"


class Keeping(Descriptors):
    def clear(self) -> None:
        """Keep all."""


class Mutant(ReferenceLoop):
    descriptors_type = Keeping


new_event_loop = Mutant
