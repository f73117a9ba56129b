"""Done callbacks are called from inside set_exception()."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-13"


class Alarmed(Future[Any]):
    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []
        for who, context in waiting:
            if context is None:
                self._core._enqueue(who)
            elif self._error is None:
                self._core.call_soon(who, self, context=context)
            else:
                context.run(who, self)


class Mutant(ReferenceLoop):
    future_type = Alarmed


new_event_loop = Mutant
