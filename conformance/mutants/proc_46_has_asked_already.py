"""kill() of a child that was sent SIGTERM sends SIGHUP."""

from __future__ import annotations

from signal import SIGHUP, SIGKILL, SIGTERM

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-46"


class Wrong(ProcessTransport):
    asked = False

    def send_signal(self, signal: int) -> None:
        self.asked = self.asked or signal == SIGTERM
        super().send_signal(signal)

    def kill(self) -> None:
        self.send_signal(SIGHUP if self.asked else SIGKILL)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
