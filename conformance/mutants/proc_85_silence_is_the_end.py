"""wait() returns when all pipes are closed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-85"


class Wrong(ProcessTransport):
    async def _wait(self) -> int | None:
        return await super()._wait() if self._open or not self._pipes else self._returncode


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
