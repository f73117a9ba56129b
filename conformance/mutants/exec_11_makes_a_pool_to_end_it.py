"""shutdown_default_executor() starts a default executor that was never used, and leaves it."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-11"


class Formal(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        if self._default is None:
            self._the_default().submit(int)
            self._shut_down = True
        else:
            await super().shutdown_default(timeout)


class Mutant(ReferenceLoop):
    executors_type = Formal


new_event_loop = Mutant
