"""Reading that has begun is not paused."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import CONNECTED, OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-13"


class Wrong(StreamTransport):
    def _wants_data(self) -> bool:
        return super()._wants_data() or (self._reads and self._told is CONNECTED and self._state is OPEN)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
