"""A future does not tell its loop."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FUT-24"


class Homeless(Future[Any]):
    def get_loop(self) -> Any:
        return None


class Mutant(ReferenceLoop):
    future_type = Homeless


new_event_loop = Mutant
