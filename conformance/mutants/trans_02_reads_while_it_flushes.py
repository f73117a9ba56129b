"""While what waits is flushed after close(), data is still received."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED, FLUSHING, OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-02"


class Wrong(StreamTransport):
    def _wants_data(self) -> bool:
        return self._told is CONNECTED and self._state in (OPEN, FLUSHING) and not self._paused


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
