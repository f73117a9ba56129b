"""When a child is gone whose output was paused, what it had said is dropped."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-08"


class Wrong(ProcessTransport):
    def _on_exit(self, returncode: int) -> None:
        super()._on_exit(returncode)
        if 1 in self._open and not self._pipes[1].is_reading():
            self._pipes[1].close()


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
