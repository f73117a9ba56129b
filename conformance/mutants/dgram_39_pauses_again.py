"""A paused protocol is paused again by each datagram that waits."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport
from reference_loop.transports.flow import Flow

BREAKS = "DGRAM-39"


class Wrong(Flow):
    def note(self, size: int) -> str | None:
        return super().note(size) or ("pause_writing" if size > self.high else None)


class Transport(DatagramTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    datagram_type = Transport


new_event_loop = Mutant
