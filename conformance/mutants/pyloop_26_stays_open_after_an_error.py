"""As a context manager a PyLoop closes only when no exception leaves the block."""

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-26"


class Background(PyLoop):
    def __exit__(self, *raised: object) -> None:
        if raised[0] is None:
            super().__exit__(*raised)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
