"""close() leaves pipe 1 to end by itself."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-48"


class Wrong(ProcessTransport):
    def close(self) -> None:
        pipes = self._pipes
        self._pipes = {fd: pipe for fd, pipe in pipes.items() if fd != 1}
        super().close()
        self._pipes = pipes


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
