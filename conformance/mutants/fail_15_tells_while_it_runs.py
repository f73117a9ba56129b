"""A failed future is reported only if it is collected while the loop runs."""

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.futures import Future

BREAKS = "FAIL-15"


class Daytime(Future[Any]):
    def __del__(self) -> None:
        self._unclaimed = self._unclaimed and self._core.is_running()
        super().__del__()


class Mutant(ReferenceLoop):
    future_type = Daytime


new_event_loop = Mutant
