"""A low mark above the high one is lowered without a word."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-03"


class Wrong(Flow):
    def set_limits(self, high: int | None, low: int | None) -> None:
        if high is not None and low is not None and low > high >= 0:
            low = high
        super().set_limits(high, low)


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
