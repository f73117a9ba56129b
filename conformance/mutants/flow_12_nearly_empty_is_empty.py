"""With the low mark at zero, the writer goes on when 16 KiB still wait."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-12"


class Wrong(Flow):
    def _event(self, size: int) -> str:
        event = super()._event(size)
        return "drained" if event == "between" and not self.low and size <= 16 * 1024 else event


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
