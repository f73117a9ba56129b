"""process_exited() is called twice."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-65"


class Wrong(ProcessTransport):
    def tell(self, call: str, *args: object) -> None:
        super().tell(call, *args)
        if call == "process_exited" and not self._closing:
            super().tell(call, *args)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
