"""get_write_buffer_limits() gives the high mark first."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-47"


class Wrong(WritePipeTransport):
    def get_write_buffer_limits(self) -> tuple[int, int]:
        low, high = super().get_write_buffer_limits()
        return high, low


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
