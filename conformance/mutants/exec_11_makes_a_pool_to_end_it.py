"""shutdown_default_executor() starts the default executor, only to end it."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-11"


class Formal(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        pool = self._the_default()
        pool.submit(int)
        self._shut_down = True


class Mutant(ReferenceLoop):
    executors_type = Formal


new_event_loop = Mutant
