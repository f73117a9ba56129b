"""close() on the loop's own thread raises, but ends the loop all the same."""

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-25"


class Background(PyLoop):
    def close(self) -> None:
        if self._is_inside():
            self._heard()
        super().close()


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
