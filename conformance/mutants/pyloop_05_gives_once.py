"""result() hands its value over once, and is None ever after."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-05"


class Giving(BackgroundTask[Any]):
    _given = False

    def result(self) -> Any:
        value = super().result()
        given, self._given = self._given, True
        return None if given else value


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Giving(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
