"""What was scheduled before a run begins runs last to first."""

from reference_loop import ReferenceLoop

BREAKS = "SOON-07"


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        super()._begin()
        self._ready.reverse()


new_event_loop = Mutant
