"""close() on the loop's own thread returns in silence, as if it had closed."""

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-25"


class Background(PyLoop):
    def close(self) -> None:
        if not self._is_inside():
            super().close()


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
