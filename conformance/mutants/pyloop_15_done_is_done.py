"""repr() calls a cancelled task finished."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-15"


class Plain(BackgroundTask[Any]):
    def __repr__(self) -> str:
        return f"<BackgroundTask {self.get_name()} {'finished' if self.done() else 'pending'}>"


class Background(PyLoop):
    def _new_task(self, coro: Any, name: str) -> BackgroundTask[Any]:
        return Plain(self, coro, name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
