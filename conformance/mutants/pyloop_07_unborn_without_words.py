"""A task cancelled before it has begun loses the message of cancel()."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-07"


class Silent(BackgroundTask[Any]):
    def _never_begun(self) -> Any:
        self._last_words = None
        return super()._never_begun()


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Silent(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
