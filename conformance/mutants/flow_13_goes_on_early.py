"""A low mark of a kilobyte or more is taken three times as high."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-13"


class Wrong(Flow):
    def _event(self, size: int) -> str:
        event = super()._event(size)
        return "drained" if event == "between" and size <= 3 * self.low and self.low >= 1000 else event


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
