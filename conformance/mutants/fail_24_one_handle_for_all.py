"""All done callbacks of a future share one handle: the first that fails ends the rest."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FAIL-24"


class Bundling(Future[Any]):
    def _hand_over(self) -> None:
        waiting, self._waiting = self._waiting, []

        def call_all() -> None:
            for who, context in waiting:
                who._run() if context is None else context.run(who, self)

        self._core.call_soon(call_all)


class Mutant(ReferenceLoop):
    future_type = Bundling


new_event_loop = Mutant
