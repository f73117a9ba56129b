"""The coroutine runs in an empty context: the caller's variables do not reach it."""

from contextvars import Context
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-19"


class Background(PyLoop):
    def _start(self, task: BackgroundTask[Any]) -> None:
        self._loop.call_soon_threadsafe(task._begin, context=Context())


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
