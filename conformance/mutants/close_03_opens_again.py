"""close() of a closed loop has is_closed() say that it is open."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-03"


class Mutant(ReferenceLoop):
    _again = False

    def is_closed(self) -> bool:
        return super().is_closed() and not self._again

    def close(self) -> None:
        self._again = super().is_closed()
        super().close()


new_event_loop = Mutant
