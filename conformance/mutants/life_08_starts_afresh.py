"""What was queued when a run was stopped is thrown away."""

from reference_loop import ReferenceLoop

BREAKS = "LIFE-08"


class Mutant(ReferenceLoop):
    def _end(self) -> None:
        super()._end()
        self._ready.clear()


new_event_loop = Mutant
