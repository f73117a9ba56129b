"""A single byte is told after the end of its pipe."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-64"


class Wrong(ProcessTransport):
    saved: Any = None

    def tell(self, call: str, *args: Any) -> None:
        if call == "pipe_data_received" and len(args[1]) == 1:
            self.saved = args
            return
        super().tell(call, *args)
        if call == "pipe_connection_lost" and self.saved and self.saved[0] == args[0]:
            super().tell("pipe_data_received", *self.saved)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
