"""Only the first sleep of a loop can be ended by another thread."""

from reference_loop import ReferenceLoop
from reference_loop.wakeup import Wakeup

BREAKS = "THREAD-02"


class Once(Wakeup):
    spent = False

    def write(self) -> None:
        if not self.spent:
            self.spent = True
            super().write()


class Mutant(ReferenceLoop):
    wakeup_type = Once


new_event_loop = Mutant
