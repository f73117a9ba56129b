"""write_eof() does nothing but flush."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-18"


class Wrong(WritePipeTransport):
    def write_eof(self) -> None:
        pass


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
