"""A done callback added to an eagerly finished task is called at once."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.tasks import Task

BREAKS = "EAGER-10"


class Impatient(Task[Any]):
    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        if self.done() and self.get_coro() is None:
            (context or copy_context()).run(fn, self)
        else:
            super().add_done_callback(fn, context=context)


class Mutant(ReferenceLoop):
    task_type = Impatient


new_event_loop = Mutant
