"""terminate() sends SIGINT."""

from __future__ import annotations

import signal

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-45"


class Wrong(ProcessTransport):
    def terminate(self) -> None:
        self.send_signal(signal.SIGINT)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
