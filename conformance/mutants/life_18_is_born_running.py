"""A new loop says that it runs, until it has run."""

from reference_loop import ReferenceLoop

BREAKS = "LIFE-18"


class Mutant(ReferenceLoop):
    _has_run = False

    def _end(self) -> None:
        super()._end()
        self._has_run = True

    def is_running(self) -> bool:
        return super().is_running() or not self._has_run


new_event_loop = Mutant
