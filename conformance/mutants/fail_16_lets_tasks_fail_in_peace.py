"""A task collected with an exception that nobody asked for is not reported."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "FAIL-16"
AFTER = "https://github.com/pyodide/pyodide/issues/3747"


class Quiet(Task[Any]):
    def __del__(self) -> None:
        self._unclaimed = False
        super().__del__()


class Mutant(ReferenceLoop):
    task_type = Quiet


new_event_loop = Mutant
