"""Reading that is resumed after the end of the stream finds the end once more, and says so."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import HALF_CLOSED
from reference_loop.transports.stream import StreamTransport

BREAKS = "PROTO-21"


class Wrong(StreamTransport):
    def resume_reading(self) -> None:
        if self._told is HALF_CLOSED and self._paused:
            self._loop.call_soon(self._protocol.eof_received)
        super().resume_reading()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
