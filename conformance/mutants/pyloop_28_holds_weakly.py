"""Nobody but the caller holds a task: garbage collection ends those that are forgotten."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-28"


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        task = super().create_task(coro, name=name)
        self._forget(task)
        return task


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
