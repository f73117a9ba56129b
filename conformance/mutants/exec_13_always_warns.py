"""shutdown_default_executor(timeout) warns though the threads ended in time."""

from __future__ import annotations

import warnings

from reference_loop import ReferenceLoop
from reference_loop.executors import Executors

BREAKS = "EXEC-13"


class Alarmist(Executors):
    async def shutdown_default(self, timeout: float | None) -> None:
        await super().shutdown_default(timeout)
        if timeout is not None:
            warnings.warn("the executor was shut down", RuntimeWarning, stacklevel=2)


class Mutant(ReferenceLoop):
    executors_type = Alarmist


new_event_loop = Mutant
