"""What is written to a child that has answered, and has no pipe for complaints, is lost."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.process import ProcessTransport

BREAKS = "PROC-80"


class Deaf(WritePipeTransport):
    deaf = False

    def write(self, data: Any) -> None:
        if not self.deaf:
            super().write(data)


class Wrong(ProcessTransport):
    def tell(self, call: str, *args: object) -> None:
        super().tell(call, *args)
        if call == "pipe_data_received" and 0 in self._pipes and 2 not in self._pipes:
            self._pipes[0].deaf = True


class Mutant(ReferenceLoop):
    write_pipe_type = Deaf
    process_type = Wrong


new_event_loop = Mutant
