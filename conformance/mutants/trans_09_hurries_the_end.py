"""write_eof() keeps no more than 50,000 of the bytes that wait."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-09"


class Wrong(StreamTransport):
    def write_eof(self) -> None:
        del self._buffer[50_000:]
        super().write_eof()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
