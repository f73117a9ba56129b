"""A writer is paused a byte before the high mark."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PIPE-25"


class Wrong(WritePipeTransport):
    def _note_size(self) -> None:
        low, high = self.get_write_buffer_limits()
        if high < 1_000_000:
            self._flow.high = max(low, high - 2)
        super()._note_size()
        self._flow.high = high


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
