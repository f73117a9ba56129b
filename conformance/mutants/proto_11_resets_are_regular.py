"""When the peer resets the connection, connection_lost() is called with None."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-11"


class Wrong(StreamTransport):
    def _lose(self, error: BaseException | None) -> None:
        super()._lose(None if isinstance(error, ConnectionError) else error)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
