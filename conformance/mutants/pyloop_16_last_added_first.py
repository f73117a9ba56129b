"""Done callbacks are called in the reverse order of adding."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-16"


class Stack(BackgroundTask[Any]):
    def _end(self, task: Any) -> None:
        self._callbacks.reverse()
        super()._end(task)


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Stack(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
