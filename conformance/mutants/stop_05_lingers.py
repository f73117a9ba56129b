"""A stop() that has ended a run ends the next one too."""

from reference_loop import ReferenceLoop

BREAKS = "STOP-05"


class Mutant(ReferenceLoop):
    _stopped = False

    def stop(self) -> None:
        self._stopped = self.is_running()
        super().stop()

    def _end(self) -> None:
        super()._end()
        if self._stopped:
            self._stopped = False
            super().stop()


new_event_loop = Mutant
