"""Tasks of the hosted loop keep every request to cancel, so that a timeout inside ends in CancelledError."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "PYLOOP-31"


class Unforgiving(Task[Any]):
    def uncancel(self) -> int:
        return self.cancelling()


class Mutant(ReferenceLoop):
    task_type = Unforgiving


new_event_loop = Mutant
