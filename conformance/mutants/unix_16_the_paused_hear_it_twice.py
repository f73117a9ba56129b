"""A protocol whose reading was paused when its connection to a path ended is told so twice."""

from __future__ import annotations

import socket

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "UNIX-16"


class Wrong(StreamTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        again = self._paused and self._sock.family == socket.AF_UNIX
        super()._connection_lost(error)
        if again:
            self._protocol.connection_lost(error)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
