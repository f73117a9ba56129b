"""A task tells of its exception by another one."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "THREAD-12"


class Wrapping(Task[Any]):
    def exception(self) -> BaseException | None:
        error = super().exception()
        return error and RuntimeError(f"the task failed: {error!r}")


class Mutant(ReferenceLoop):
    task_type = Wrapping


new_event_loop = Mutant
