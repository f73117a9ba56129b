"""A task that has waited goes on in an empty context."""

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "CTX-12"


class Forgetful(Task[Any]):
    def _yielded(self, result: Any) -> None:
        super()._yielded(result)
        self._surroundings = Context()


class Mutant(ReferenceLoop):
    task_type = Forgetful


new_event_loop = Mutant
