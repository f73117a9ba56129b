"""When the peer ends the connection regularly, connection_lost() is called with an exception."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-12"


class Wrong(StreamTransport):
    def _on_eof(self) -> None:
        if not self._tell("eof_received"):
            self._lose(ConnectionResetError("the peer is gone"))
        self._watch()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
