"""The end of standard error is told when the child has exited."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-70"


class Wrong(ProcessTransport):
    late: Any = None

    def pipe_lost(self, fd: int, error: Exception | None) -> None:
        if fd == 2 and self._returncode is None and not self._closing:
            self.late = (fd, error)
        else:
            super().pipe_lost(fd, error)

    def _on_exit(self, returncode: int) -> None:
        super()._on_exit(returncode)
        if self.late:
            super().pipe_lost(*self.late)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
