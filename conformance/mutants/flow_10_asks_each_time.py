"""A paused protocol is asked to pause with each write."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import PAUSED
from reference_loop.transports.stream import Bytes, StreamTransport

BREAKS = "FLOW-10"


class Wrong(StreamTransport):
    def write(self, data: Bytes) -> None:
        paused = self._flow.state is PAUSED
        super().write(data)
        if paused:
            self._protocol.pause_writing()


class Mutant(ReferenceLoop):
    stream_type = Wrong


new_event_loop = Mutant
