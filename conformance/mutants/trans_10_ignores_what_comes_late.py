"""write() after write_eof() is ignored."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import WriteEndState
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-10"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        if self._write_end is WriteEndState.WRITABLE:
            super().write(data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
