"""result() returns a copy of what was set."""

from __future__ import annotations

import copy
from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-03"


class Copying(Future[Any]):
    def result(self) -> Any:
        return copy.copy(super().result())


class Mutant(ReferenceLoop):
    future_type = Copying


new_event_loop = Mutant
