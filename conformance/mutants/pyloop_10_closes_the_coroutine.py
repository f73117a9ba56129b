"""cancel() closes the coroutine from outside, which can neither clean up nor refuse."""

import contextlib
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-10"


class Closing(BackgroundTask[Any]):
    def _cancel_inside(self, msg: Any) -> None:
        with contextlib.suppress(RuntimeError):
            self._coroutine.close()
        super()._cancel_inside(msg)


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Closing(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
