"""write() raises RuntimeError on a transport whose connection is lost."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOST
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "TRANS-24"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        if self._state is LOST:
            raise RuntimeError("the handle is closed")
        super().write(data)


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
