"""What would take the buffer over half a million bytes is dropped."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-07"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        super().write(data)
        del self._buffer[500_000:]


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
