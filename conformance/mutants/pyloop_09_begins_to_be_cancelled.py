"""A background task cancelled before it has begun begins, and is cancelled at its first await."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-09"


class Begun(BackgroundTask[Any]):
    def _never_begun(self) -> Any:
        task = self._make_task(self._name)
        self._host._loop.call_soon(task.cancel, self._last_words)
        return task


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        task = super().create_task(coro, name=name)
        task.__class__ = Begun
        return task


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
