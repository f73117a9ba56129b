"""cancelled() is True for a future that holds an exception."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-11"


class Confused(Future[Any]):
    def cancelled(self) -> bool:
        return super().cancelled() or self._error is not None


class Mutant(ReferenceLoop):
    future_type = Confused


new_event_loop = Mutant
