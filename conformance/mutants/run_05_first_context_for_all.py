"""Every task runs in the first context that was given for one."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-05"


class Mutant(ReferenceLoop):
    first: Context | None = None

    def create_task(self, coro: Any, *, context: Context | None = None, **options: Any) -> Any:
        self.first = self.first or context
        return super().create_task(coro, context=self.first, **options)


new_event_loop = Mutant
