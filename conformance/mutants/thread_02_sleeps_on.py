"""A loop is woken ten times in its life; then it sleeps on."""

from reference_loop import ReferenceLoop
from reference_loop.wakeup import Wakeup

BREAKS = "THREAD-02"


class Silent(Wakeup):
    left = 10

    def wake(self) -> None:
        self.left -= 1
        if self.left >= 0:
            super().wake()


class Mutant(ReferenceLoop):
    wakeup_type = Silent


new_event_loop = Mutant
