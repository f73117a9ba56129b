"""exception() wraps what was set in a RuntimeError."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-06"


class Wrapping(Future[Any]):
    def exception(self) -> BaseException | None:
        error = super().exception()
        return error and RuntimeError(error)


class Mutant(ReferenceLoop):
    future_type = Wrapping


new_event_loop = Mutant
