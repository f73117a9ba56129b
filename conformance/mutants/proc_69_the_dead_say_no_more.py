"""Nobody listens to the standard output of a child that has exited, once it is empty."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-69"


class Wrong(ProcessTransport):
    def _on_exit(self, returncode: int) -> None:
        super()._on_exit(returncode)
        self._loop.call_soon(self._hang_up, 3)

    def _hang_up(self, turns: int) -> None:
        if turns:
            self._loop.call_soon(self._hang_up, turns - 1)
        elif 1 in self._open and self._pipes[1].is_reading():
            self._pipes[1].close()


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
