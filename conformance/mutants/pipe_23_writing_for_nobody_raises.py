"""write() into a pipe that nobody reads raises."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-23"


class Wrong(WritePipeTransport):
    def write(self, data: Bytes) -> None:
        closing = self.is_closing()
        super().write(data)
        if self.is_closing() and not closing:
            raise BrokenPipeError


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
