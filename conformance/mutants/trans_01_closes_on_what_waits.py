"""close() keeps no more than the last thousand of the bytes that wait."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-01"


class Wrong(StreamTransport):
    def close(self) -> None:
        del self._buffer[:-1000]
        super().close()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
