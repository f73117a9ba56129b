"""all_tasks() leaves out tasks that were started eagerly."""

from asyncio.tasks import _unregister_task
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "EAGER-08"
AFTER = "https://github.com/python/cpython/issues/152020"


class Unlisted(Task[Any]):
    def _start_eagerly(self) -> None:
        super()._start_eagerly()
        _unregister_task(self)


class Mutant(ReferenceLoop):
    task_type = Unlisted


new_event_loop = Mutant
