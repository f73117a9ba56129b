"""Done callbacks run in the context of whoever ends the future."""

from __future__ import annotations

from contextvars import copy_context
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-18"


class Careless(Future[Any]):
    def _hand_over(self) -> None:
        self._waiting = [(who, context and copy_context()) for who, context in self._waiting]
        super()._hand_over()


class Mutant(ReferenceLoop):
    future_type = Careless


new_event_loop = Mutant
