"""A run that begins in debug mode does not record where coroutines are created."""

from reference_loop import ReferenceLoop

BREAKS = "DEBUG-13"


class Mutant(ReferenceLoop):
    def _begin(self) -> None:
        super()._begin()
        self._hooks.track_origins(False)


new_event_loop = Mutant
