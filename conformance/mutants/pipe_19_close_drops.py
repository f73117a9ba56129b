"""close() drops what waits."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-19"


class Wrong(WritePipeTransport):
    def close(self) -> None:
        self.abort()

    def write_eof(self) -> None:
        WritePipeTransport.close(self)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
