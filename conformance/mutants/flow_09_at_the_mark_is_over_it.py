"""A buffer that is exactly at the high mark pauses the writer."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-09"


class Wrong(Flow):
    def _event(self, size: int) -> str:
        return "above" if size == self.high > self.low else super()._event(size)


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
