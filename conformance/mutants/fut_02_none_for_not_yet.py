"""result() of a pending future is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-02"


class Hasty(Future[Any]):
    def result(self) -> Any:
        return super().result() if self.done() else None


class Mutant(ReferenceLoop):
    future_type = Hasty


new_event_loop = Mutant
