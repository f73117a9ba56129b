"""What the loop factory raises is replaced by a RuntimeError."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-27"


class Background(PyLoop):
    def __init__(self, loop_factory: Any = None) -> None:
        try:
            super().__init__(loop_factory)
        except Exception as error:
            raise RuntimeError("no loop") from error


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
