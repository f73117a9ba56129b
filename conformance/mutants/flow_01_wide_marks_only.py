"""The low mark is kept at half of the high one or below."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-01"


class Wrong(Flow):
    def set_limits(self, high: int | None, low: int | None) -> None:
        super().set_limits(high, low)
        self.low = min(self.low, self.high // 2)


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
