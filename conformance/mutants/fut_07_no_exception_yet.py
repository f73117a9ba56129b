"""exception() of a pending future is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-07"


class Hasty(Future[Any]):
    def exception(self) -> BaseException | None:
        return super().exception() if self.done() else None


class Mutant(ReferenceLoop):
    future_type = Hasty


new_event_loop = Mutant
