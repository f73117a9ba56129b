"""write() refuses a memoryview."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-16"


class Wrong(WritePipeTransport):
    def write(self, data: Bytes) -> None:
        if isinstance(data, memoryview):
            raise TypeError("no views")
        super().write(data)


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
