"""A new transport has no room at all: both marks are zero until they are set."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-02"


class Wrong(Flow):
    def __init__(self) -> None:
        super().__init__()
        self.low = self.high = 0


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
