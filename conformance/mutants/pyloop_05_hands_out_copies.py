"""result() returns a copy of what the coroutine returned."""

import copy
from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-05"


class Copying(BackgroundTask[Any]):
    def result(self) -> Any:
        return copy.copy(super().result())


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Copying(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
