"""All goes to the address that was sent to first."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import Address, DatagramTransport

BREAKS = "DGRAM-28"


class Wrong(DatagramTransport):
    _first: Address = None

    def _destination(self, addr: Address) -> Address:
        self._first = self._first or super()._destination(addr)
        return self._first


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
