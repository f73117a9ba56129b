"""While the loop runs, result() of a task that has refused to end is None."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CANCEL-04"


class Fined(Task[Any]):
    def result(self) -> Any:
        result = super().result()
        return None if self.cancelling() and self._core.is_running() else result


class Mutant(ReferenceLoop):
    task_type = Fined


new_event_loop = Mutant
