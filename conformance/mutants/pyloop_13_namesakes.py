"""Tasks without a name of their own are all called alike."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-13"


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        return super().create_task(coro, name="PyLoop-task" if name is None else name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
