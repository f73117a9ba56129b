"""After close(), process_exited() is not called."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-49"


class Wrong(ProcessTransport):
    def tell(self, call: str, *args: object) -> None:
        if not (self._closing and call == "process_exited"):
            super().tell(call, *args)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
