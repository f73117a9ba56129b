"""The message given to cancel() is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-12"


class Silent(Future[Any]):
    def cancel(self, msg: Any | None = None) -> bool:
        return super().cancel()


class Mutant(ReferenceLoop):
    future_type = Silent


new_event_loop = Mutant
