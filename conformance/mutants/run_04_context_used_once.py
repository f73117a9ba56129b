"""A context in which a task has run already is replaced by an empty one."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-04"


class Mutant(ReferenceLoop):
    used: tuple[Context, ...] = ()

    def create_task(self, coro: Any, *, context: Context | None = None, **options: Any) -> Any:
        if context is not None and any(context is one for one in self.used):
            context = Context()
        self.used = (*self.used, context) if context is not None else self.used
        return super().create_task(coro, context=context, **options)


new_event_loop = Mutant
