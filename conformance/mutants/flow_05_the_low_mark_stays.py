"""When only the high mark is given, the low one is what it always is."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-05"


class Wrong(Flow):
    def set_limits(self, high: int | None, low: int | None) -> None:
        usual = self.low if hasattr(self, "low") else 0
        super().set_limits(high, low)
        if high and low is None:
            self.low = max(usual, 16 * 1024)


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
