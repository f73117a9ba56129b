"""New marks are looked at when something is written, not before."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-20"


class Wrong(StreamTransport):
    def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
        self._flow.set_limits(high, low)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
