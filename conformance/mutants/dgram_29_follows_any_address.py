"""A connected endpoint sends wherever it is told."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import Address, DatagramTransport

BREAKS = "DGRAM-29"


class Wrong(DatagramTransport):
    def _destination(self, addr: Address) -> Address:
        return super()._destination(None) if addr is None else addr


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
