"""Of several callbacks scheduled between two runs, the first is lost."""

from reference_loop import ReferenceLoop

BREAKS = "SOON-07"


class Mutant(ReferenceLoop):
    _left: int | None = None

    def _begin(self) -> None:
        super()._begin()
        if self._left is not None and len(self._ready) > self._left + 1:
            del self._ready[self._left]

    def _end(self) -> None:
        super()._end()
        self._left = len(self._ready)


new_event_loop = Mutant
