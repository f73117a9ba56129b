"""A task asks its own coroutine's outcome, so that no exception is ever reported."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-29"


class Quiet(BackgroundTask[Any]):
    def _end(self, task: Any) -> None:
        if not task.cancelled():
            task.exception()
        super()._end(task)


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Quiet(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
