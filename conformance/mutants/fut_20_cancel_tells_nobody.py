"""Done callbacks of a future that is cancelled are forgotten."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-20"


class Silent(Future[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        self._waiting = [entry for entry in self._waiting if entry[1] is None]
        return super().cancel(msg)


class Mutant(ReferenceLoop):
    future_type = Silent


new_event_loop = Mutant
