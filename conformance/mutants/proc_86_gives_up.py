"""What waits for a child is cut at half a million bytes."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PROC-86"


class Wrong(WritePipeTransport):
    def write(self, data: Any) -> None:
        super().write(data)
        del self._buffer[500_000:]


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
