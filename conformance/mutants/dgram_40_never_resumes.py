"""A protocol that was told to pause is never told to go on."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport
from reference_loop.transports.flow import Flow

BREAKS = "DGRAM-40"


class Wrong(Flow):
    def note(self, size: int) -> str | None:
        call = super().note(size)
        return None if call == "resume_writing" else call


class Transport(DatagramTransport):
    flow_type = Wrong


class Mutant(ReferenceLoop):
    datagram_type = Transport


new_event_loop = Mutant
