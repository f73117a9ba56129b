"""get_write_buffer_size() counts words of four bytes, not bytes."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-27"


class Wrong(WritePipeTransport):
    def get_write_buffer_size(self) -> int:
        return (len(self._buffer) + 3) // 4


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
