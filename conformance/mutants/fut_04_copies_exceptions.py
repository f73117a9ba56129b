"""result() raises a new exception that looks like the one that was set."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-04"


class Copying(Future[Any]):
    def result(self) -> Any:
        if self._error is not None:
            raise type(self._error)(*self._error.args) from self.exception()
        return super().result()


class Mutant(ReferenceLoop):
    future_type = Copying


new_event_loop = Mutant
