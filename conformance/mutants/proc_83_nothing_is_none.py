"""wait() returns None for the exit code 0."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-83"


class Wrong(ProcessTransport):
    async def _wait(self) -> int | None:
        return await super()._wait() or None


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
