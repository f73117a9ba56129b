"""A high mark of zero means that there is none."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-14"


class Wrong(Flow):
    def _event(self, size: int) -> str:
        return super()._event(size) if self.high else "drained"


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
