"""is_reading() is True on a transport that is paused."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import OPEN
from reference_loop.transports.stream import StreamTransport

BREAKS = "TRANS-15"


class Wrong(StreamTransport):
    def is_reading(self) -> bool:
        return self._state is OPEN


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
