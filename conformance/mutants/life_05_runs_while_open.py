"""is_running() is true from the making of the loop until it is closed."""

from reference_loop import ReferenceLoop

BREAKS = "LIFE-05"


class Mutant(ReferenceLoop):
    def is_running(self) -> bool:
        return not self.is_closed()


new_event_loop = Mutant
