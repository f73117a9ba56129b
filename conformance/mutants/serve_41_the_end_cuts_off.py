"""A client who has ended its half is not told what it has not read by then."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "SERVE-41"


class Wrong(StreamTransport):
    def _on_eof(self) -> None:
        self._buffer.clear()
        super()._on_eof()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
