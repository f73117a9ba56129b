"""close() drops what waits."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-01"


class Wrong(StreamTransport):
    def close(self) -> None:
        self._buffer.clear()
        super().close()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
