"""All done callbacks of a future run as one, and the first that raises ends it."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-31"


class Bundled(Future[Any]):
    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._core.call_soon(self._tell, waiting)

    def _tell(self, waiting: Any) -> None:
        for who, context in waiting:
            if context is None:
                self._core._enqueue(who)
            else:
                context.run(who, self)


class Mutant(ReferenceLoop):
    future_type = Bundled


new_event_loop = Mutant
