"""exception() of a pending task is None, as if it had ended well."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-04"


class Hopeful(BackgroundTask[Any]):
    def exception(self) -> BaseException | None:
        return super().exception() if self.done() else None


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Hopeful(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
