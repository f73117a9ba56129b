"""set_name() changes the name for the outside only: the coroutine keeps the old one."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-14"


class TwoNamed(BackgroundTask[Any]):
    def set_name(self, value: object, /) -> None:
        self._name = str(value)

    def get_name(self) -> str:
        return self._name


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return TwoNamed(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
