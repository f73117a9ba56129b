"""close() closes the loop while tasks are pending: they are called cancelled, but never clean up."""

from asyncio import AbstractEventLoop

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-21"


class Background(PyLoop):
    def _serve(self, loop: AbstractEventLoop) -> None:
        while not self._ending:
            loop.run_forever()
        loop.close()


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
