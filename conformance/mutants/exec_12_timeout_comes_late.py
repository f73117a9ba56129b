"""shutdown_default_executor(timeout) waits for the jobs, however long they take."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-12"
AFTER = "https://github.com/python/cpython/issues/111358"


class Unhurried(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        await super().shutdown_default(None)


class Mutant(ReferenceLoop):
    executors_type = Unhurried


new_event_loop = Mutant
