"""What is written while reading is paused is dropped, if something waits already."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-07"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        if not (self._paused and self._buffer):
            super().write(data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
