"""exception() of a cancelled future is None."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-05"


class Mild(Future[Any]):
    def exception(self) -> BaseException | None:
        return None if self.cancelled() else super().exception()


class Mutant(ReferenceLoop):
    future_type = Mild


new_event_loop = Mutant
