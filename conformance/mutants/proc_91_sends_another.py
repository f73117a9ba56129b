"""SIGUSR1 is sent as SIGINT."""

from __future__ import annotations

from signal import SIGINT, SIGUSR1

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-91"


class Wrong(ProcessTransport):
    def send_signal(self, signal: int) -> None:
        super().send_signal(SIGINT if signal == SIGUSR1 else signal)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
