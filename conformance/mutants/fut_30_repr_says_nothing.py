"""repr() of a future does not tell its state."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-30"


class Taciturn(Future[Any]):
    def __repr__(self) -> str:
        return f"<Future at {id(self):#x}>"


class Mutant(ReferenceLoop):
    future_type = Taciturn


new_event_loop = Mutant
