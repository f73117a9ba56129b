"""After close(), connection_lost() is given an exception."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-49"


class Wrong(ProcessTransport):
    def tell(self, call: str, *args: object) -> None:
        if self._closing and call == "connection_lost":
            args = (ConnectionAbortedError("closed by this side"),)
        super().tell(call, *args)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
