"""close() ends the thread, and leaves the loop open."""

from asyncio import AbstractEventLoop
from collections.abc import Generator
from contextlib import contextmanager

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-23"


class Background(PyLoop):
    @contextmanager
    def _tidied(self, loop: AbstractEventLoop) -> Generator[None, None, None]:
        yield
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
