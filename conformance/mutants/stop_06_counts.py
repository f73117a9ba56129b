"""Each stop() ends a run of its own."""

from reference_loop import ReferenceLoop

BREAKS = "STOP-06"


class Mutant(ReferenceLoop):
    _stops = 0

    def stop(self) -> None:
        self._stops += 1
        super().stop()

    def _end(self) -> None:
        super()._end()
        self._stops = max(0, self._stops - 1)
        if self._stops:
            super().stop()


new_event_loop = Mutant
