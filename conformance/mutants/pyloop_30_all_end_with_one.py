"""A task that raises SystemExit or KeyboardInterrupt ends the loop, and all tasks with it."""

from asyncio import AbstractEventLoop

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-30"


class Background(PyLoop):
    def _serve(self, loop: AbstractEventLoop) -> None:
        while not self._ending:
            loop.run_forever()


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
