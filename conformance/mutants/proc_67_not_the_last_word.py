"""connection_lost() of a child without pipes is called before process_exited()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-67"


class Wrong(ProcessTransport):
    def tell(self, call: str, *args: object) -> None:
        if call == "process_exited" and not self._pipes:
            self._loop.call_soon(super().tell, call)
        else:
            super().tell(call, *args)


class Mutant(ReferenceLoop):
    process_type = Wrong


new_event_loop = Mutant
