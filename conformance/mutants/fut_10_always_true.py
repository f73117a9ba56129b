"""cancel() returns True although the future is done."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-10"


class Agreeable(Future[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel(msg) or True


class Mutant(ReferenceLoop):
    future_type = Agreeable


new_event_loop = Mutant
