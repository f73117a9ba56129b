"""After kill() or terminate(), the end of standard input is not told."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-63"


class Wrong(ProcessTransport):
    killed = False

    def send_signal(self, signal: int) -> None:
        super().send_signal(signal)
        self.killed = True

    def tell(self, call: str, *args: object) -> None:
        if not (self.killed and call == "pipe_connection_lost" and args[0] == 0):
            super().tell(call, *args)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
