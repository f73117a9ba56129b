"""An exception from an await is thrown into the coroutine in an empty context."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CTX-12"


class Lost(Task[Any]):
    def _step(self, error: BaseException | None) -> None:
        mine = self._surroundings
        if error is not None:
            self._surroundings = Context()
        try:
            super()._step(error)
        finally:
            self._surroundings = mine
            del self, error


class Mutant(ReferenceLoop):
    task_type = Lost


new_event_loop = Mutant
