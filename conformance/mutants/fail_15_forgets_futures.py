"""A future collected with an exception goes in silence."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FAIL-15"


class Quiet(Future[Any]):
    def __del__(self) -> None:
        """Say nothing."""


class Mutant(ReferenceLoop):
    future_type = Quiet


new_event_loop = Mutant
