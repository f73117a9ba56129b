"""The beginning of what a full pipe does not take is written twice."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.pipes import WritePipeTransport

BREAKS = "PROC-07"


class Wrong(WritePipeTransport):
    def write(self, data: Any) -> None:
        waited = bool(self._buffer)
        super().write(data)
        if not waited:
            self._buffer[:0] = bytes(self._buffer[:10])


class Mutant(ReferenceLoop):
    write_pipe_type = Wrong


new_event_loop = Mutant
