"""shutdown_default_executor() without a timeout does not wait for the threads."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-08"


class Hasty(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        if timeout is None:
            self.close()
        else:
            await super().shutdown_default(timeout)


class Mutant(ReferenceLoop):
    executors_type = Hasty


new_event_loop = Mutant
