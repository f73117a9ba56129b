"""close() calls the timers that are due."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-10"


class Mutant(ReferenceLoop):
    def close(self) -> None:
        for timer in self._timers.due(self.time()):
            timer._run()
        super().close()


new_event_loop = Mutant
