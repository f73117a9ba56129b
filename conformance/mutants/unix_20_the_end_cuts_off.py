"""A client at a path who has ended its half is not told what it has not read by then."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "UNIX-20"


class Wrong(StreamTransport):
    def _on_eof(self) -> None:
        if self._sock.family == socket.AF_UNIX and self._sock.getsockname():
            self._buffer.clear()
        super()._on_eof()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
