"""What would take the buffer over a hundred thousand bytes is dropped."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport
from reference_loop.transports.stream import Bytes

BREAKS = "PIPE-15"


class Wrong(WritePipeTransport):
    def write(self, data: Bytes) -> None:
        super().write(data)
        if self.get_write_buffer_limits()[1] < 1_000_000:
            del self._buffer[100_000:]


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
