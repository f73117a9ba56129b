"""While datagrams wait to go out, a closed endpoint receives."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import FLUSHING
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-47"


class Wrong(DatagramTransport):
    def _wants_data(self) -> bool:
        return super()._wants_data() or self._state is FLUSHING


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
