"""close() closes the loop without closing generators or waiting for the executor."""

from asyncio import AbstractEventLoop
from contextlib import AbstractContextManager, closing

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-22"


class Background(PyLoop):
    def _tidied(self, loop: AbstractEventLoop) -> AbstractContextManager[object]:
        return closing(loop)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
