"""What the system does not take at once is lost."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import Address, DatagramTransport

BREAKS = "DGRAM-34"


class Wrong(DatagramTransport):
    def _send(self, data: bytes | memoryview, to: Address) -> bool:
        return super()._send(data, to) or True


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
