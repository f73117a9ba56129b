"""Tasks run in an empty context."""

from __future__ import annotations

from contextvars import Context
from typing import Any

from reference_loop import ReferenceLoop

BREAKS = "RUN-25"


class Mutant(ReferenceLoop):
    def create_task(self, coro: Any, *, context: Context | None = None, **options: Any) -> Any:
        return super().create_task(coro, context=Context(), **options)


new_event_loop = Mutant
