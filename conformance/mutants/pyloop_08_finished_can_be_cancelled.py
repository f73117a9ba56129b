"""cancel() of a task that has finished returns True."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-08"


class Obliging(BackgroundTask[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel(msg) or not self.cancelled()


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Obliging(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
