"""Nothing wakes a loop that sleeps."""

from reference_loop import ReferenceLoop
from reference_loop.wakeup import Wakeup

BREAKS = "THREAD-02"


class Silent(Wakeup):
    def wake(self) -> None:
        pass


class Mutant(ReferenceLoop):
    wakeup_type = Silent


new_event_loop = Mutant
