"""create_task() on a closed PyLoop returns a task that stays pending for ever."""

from typing import Any

from reference_loop import PyLoop, ReferenceLoop

BREAKS = "PYLOOP-03"


class Background(PyLoop):
    def create_task(self, coro: Any, *, name: object = None) -> Any:
        if self.is_closed():
            return self._new_task(coro, str(name))
        return super().create_task(coro, name=name)


class Mutant(ReferenceLoop):
    background_type = Background


new_event_loop = Mutant
