"""write() after the end raises."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-24"


class Wrong(WritePipeTransport):
    def write(self, data: Bytes) -> None:
        if self.is_closing():
            raise RuntimeError("the transport is closing")
        super().write(data)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
