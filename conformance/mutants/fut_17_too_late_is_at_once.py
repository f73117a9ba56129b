"""A done callback added to a done future is called at once."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-17"


class Impatient(Future[Any]):
    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        if self.done():
            (context or copy_context()).run(fn, self)
        else:
            super().add_done_callback(fn, context=context)


class Mutant(ReferenceLoop):
    future_type = Impatient


new_event_loop = Mutant
