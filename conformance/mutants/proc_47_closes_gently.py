"""close() sends SIGHUP."""

from __future__ import annotations

import signal

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-47"


class Wrong(ProcessTransport):
    def kill(self) -> None:
        self.send_signal(signal.SIGHUP if self._closing else signal.SIGKILL)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
