"""connection_lost() of a child that was killed or terminated does not wait for its pipes."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport
from reference_loop.transports.process_states import GONE

BREAKS = "PROC-67"


class Wrong(ProcessTransport):
    killed = False

    def send_signal(self, signal: int) -> None:
        super().send_signal(signal)
        self.killed = True

    def _end_if_all_is_over(self) -> None:
        if self._state is GONE:
            return
        if self.killed and self._returncode is not None:
            self._open = set()
        super()._end_if_all_is_over()


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
