"""The third who waits at the same time is sent away."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-84"


class Wrong(ProcessTransport):
    async def _wait(self) -> int | None:
        return None if len(self._waiters) == 2 else await super()._wait()


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
