"""SIGUSR1 is sent as SIGUSR2."""

from __future__ import annotations

from signal import SIGUSR1, SIGUSR2

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-44"


class Wrong(ProcessTransport):
    def send_signal(self, signal: int) -> None:
        super().send_signal(SIGUSR2 if signal == SIGUSR1 else signal)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
