"""write() refuses a memoryview."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-22"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        if isinstance(data, memoryview):
            raise TypeError("bytes or bytearray expected")
        super().write(data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
