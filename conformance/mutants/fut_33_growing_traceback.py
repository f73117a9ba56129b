"""Each reader of an exception adds to its traceback."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-33"


class Growing(Future[Any]):
    def _failure(self) -> BaseException | None:
        self._unclaimed = False
        return self._error if self._error is not None else super()._failure()


class Mutant(ReferenceLoop):
    future_type = Growing


new_event_loop = Mutant
