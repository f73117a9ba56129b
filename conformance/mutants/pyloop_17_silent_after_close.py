"""A callback added to a done task after the PyLoop was closed is dropped."""

import contextlib
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-17"


class Silent(BackgroundTask[Any]):
    def _deliver(self, fn: Any, context: Any) -> None:
        with contextlib.suppress(RuntimeError):
            self._host._loop.call_soon_threadsafe(fn, self, context=context)


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        task = super().create_task(coro, name=name)
        task.__class__ = Silent
        return task


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
