"""wait() for a pending task is allowed on the loop's own thread, which is what the task needs."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-12"


class Unwary(BackgroundTask[Any]):
    def wait(self, timeout: float | None = None) -> bool:
        return self._done.wait(timeout)


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Unwary(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
