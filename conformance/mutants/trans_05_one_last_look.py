"""abort() hands on what has come in by then."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-05"


class Wrong(StreamTransport):
    def abort(self) -> None:
        data = self._attempt(self._sock.recv, 100) if self._state is OPEN else None
        if data:
            self._protocol.data_received(data)
        super().abort()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
