"""Of what waits for the other side of a path, short pieces go first."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "UNIX-14"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        if len(data) < 1000 and self._buffer and self._sock.family == socket.AF_UNIX:
            self._buffer[:0] = data
        else:
            super().write(data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
