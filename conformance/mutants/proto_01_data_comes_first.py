"""Data that is there already is handed on before connection_made() is called."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-01"


class Wrong(StreamTransport):
    def _connection_made(self) -> None:
        data = self._attempt(self._sock.recv, 100)
        if data:
            self._protocol.data_received(data)
        super()._connection_made()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
