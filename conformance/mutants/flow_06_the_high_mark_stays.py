"""When only the low mark is given, the high one stays where it was."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-06"


class Wrong(Flow):
    def set_limits(self, high: int | None, low: int | None) -> None:
        if low is not None and high is None:
            self.low = low
        else:
            super().set_limits(high, low)


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
