"""A kilobyte above the high mark is tolerated."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-08"


class Wrong(Flow):
    def _event(self, size: int) -> str:
        event = super()._event(size)
        return "between" if event == "above" and 0 < self.high > size - 1024 else event


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
