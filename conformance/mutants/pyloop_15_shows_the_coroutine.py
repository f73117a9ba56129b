"""repr() of a task shows its coroutine by repr(), and raises what that raises."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-15"


class Trusting(BackgroundTask[Any]):
    def __repr__(self) -> str:
        return f"<BackgroundTask {self._state()} name={self.get_name()!r} coro={self._coroutine!r}>"


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Trusting(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
