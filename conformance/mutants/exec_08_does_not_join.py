"""shutdown_default_executor() does not wait for the threads."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-08"


class Hasty(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        self.close()


class Mutant(ReferenceLoop):
    executors_type = Hasty


new_event_loop = Mutant
