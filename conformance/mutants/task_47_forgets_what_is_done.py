"""A task no longer tells what it waits for once that is done, though it has not gone on."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "TASK-47"


class Forgetful(Task[Any]):
    _waited: Any = None

    @property
    def _fut_waiter(self) -> Any:
        return None if self._waited is None or self._waited.done() else self._waited

    @_fut_waiter.setter
    def _fut_waiter(self, value: Any) -> None:
        self._waited = value


class Mutant(ReferenceLoop):
    task_type = Forgetful


new_event_loop = Mutant
