"""A high mark of zero leaves the low one where it was."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-07"


class Wrong(Flow):
    def set_limits(self, high: int | None, low: int | None) -> None:
        before = getattr(self, "low", 0)
        super().set_limits(high, low)
        if high == 0 and low is None:
            self.low = before


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
