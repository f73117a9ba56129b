"""write_eof() of the pipe to a child does not wait for what is buffered."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PROC-07"


class Wrong(WritePipeTransport):
    def write_eof(self) -> None:
        self.abort()


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
