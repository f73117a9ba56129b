"""A second close() returns at once, though tasks are still being cleaned up."""

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-24"


class Background(PyLoop):
    def close(self) -> None:
        if not self.is_closed() or self._is_inside():
            super().close()


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
