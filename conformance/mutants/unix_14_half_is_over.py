"""write_eof() of a connection to a path closes it."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "UNIX-14"


class Wrong(StreamTransport):
    def write_eof(self) -> None:
        super().write_eof()
        if self._sock.family == socket.AF_UNIX:
            self.close()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
