"""A loop that was never closed says nothing when it is collected."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-13"


class Mutant(ReferenceLoop):
    def __del__(self) -> None:
        if not self.is_closed():
            self.close()


new_event_loop = Mutant
