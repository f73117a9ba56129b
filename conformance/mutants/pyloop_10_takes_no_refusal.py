"""A task that was asked to be cancelled counts as cancelled, although it refused."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-10"


class Marked(BackgroundTask[Any]):
    def cancelled(self) -> bool:
        return self.done() and self._cancel_asked


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Marked(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
