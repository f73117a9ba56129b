"""close() calls what is queued."""

from reference_loop import ReferenceLoop

BREAKS = "CLOSE-02"


class Mutant(ReferenceLoop):
    def close(self) -> None:
        while self._ready:
            self._ready.take()._run()
        super().close()


new_event_loop = Mutant
