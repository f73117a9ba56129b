"""After abort(), connection_lost() is called with ConnectionAbortedError."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-10"


class Wrong(StreamTransport):
    def abort(self) -> None:
        self._lose(ConnectionAbortedError("aborted by this side"))


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
