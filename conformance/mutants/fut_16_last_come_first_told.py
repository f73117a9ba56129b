"""Done callbacks run in the reverse order of adding."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-16"


class Reversed(Future[Any]):
    def _hand_over(self) -> None:
        self._waiting.reverse()
        super()._hand_over()


class Mutant(ReferenceLoop):
    future_type = Reversed


new_event_loop = Mutant
