"""Done callbacks of a future that gets an exception are forgotten."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-15"


class Shy(Future[Any]):
    def set_exception(self, exception: type[BaseException] | BaseException, /) -> None:
        self._waiting = [entry for entry in self._waiting if entry[1] is None]
        super().set_exception(exception)


class Mutant(ReferenceLoop):
    future_type = Shy


new_event_loop = Mutant
