"""The hosted loop is not woken by other threads: new background tasks wait for its next turn."""

from reference_loop import ReferenceLoop
from reference_loop.wakeup import Wakeup

BREAKS = "PYLOOP-20"


class Deaf(Wakeup):
    def write(self) -> None:
        """Write nothing."""


class Mutant(ReferenceLoop):
    wakeup_type = Deaf


new_event_loop = Mutant
