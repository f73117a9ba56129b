"""A protocol whose reading was paused when its connection ended is told so twice."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-08"


class Wrong(StreamTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        super()._connection_lost(error)
        if self._paused:
            self._protocol.connection_lost(error)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
