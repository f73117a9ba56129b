"""A negative mark is taken for zero."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.flow import Flow
from reference_loop.transports.stream import StreamTransport

BREAKS = "FLOW-04"


class Wrong(Flow):
    def set_limits(self, high: int | None, low: int | None) -> None:
        super().set_limits(*(None if mark is None else max(mark, 0) for mark in (high, low)))


class Stream(StreamTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    stream_type = Stream


new_event_loop = Mutant
