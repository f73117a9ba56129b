"""result() raises another exception of the same type and arguments."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-06"


class Copying(BackgroundTask[Any]):
    def result(self) -> Any:
        error = None if self.cancelled() else self.exception()
        if error is not None:
            raise type(error)(*error.args)
        return super().result()


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Copying(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
