"""The end of a run drops all timers."""

from reference_loop import ReferenceLoop

BREAKS = "STOP-08"


class Mutant(ReferenceLoop):
    def _end(self) -> None:
        super()._end()
        self._timers.clear()


new_event_loop = Mutant
