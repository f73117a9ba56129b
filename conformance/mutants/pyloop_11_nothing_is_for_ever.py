"""wait(0) blocks until the task is done, as if no timeout were given."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop
from reference_loop.background import BackgroundTask

BREAKS = "PYLOOP-11"


class Patient(BackgroundTask[Any]):
    def wait(self, timeout: float | None = None) -> bool:
        return super().wait(timeout or None)


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        task = super().create_task(coro, name=name)
        task.__class__ = Patient
        return task


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
