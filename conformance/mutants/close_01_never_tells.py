"""is_closed() is false for ever."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-01"


class Mutant(ReferenceLoop):
    def is_closed(self) -> bool:
        return False


new_event_loop = Mutant
