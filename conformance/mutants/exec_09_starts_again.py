"""After shutdown_default_executor() a new default executor is made when needed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-09"


class Immortal(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        await super().shutdown_default(timeout)
        self._shut_down = False
        self._default = None


class Mutant(ReferenceLoop):
    executors_type = Immortal


new_event_loop = Mutant
