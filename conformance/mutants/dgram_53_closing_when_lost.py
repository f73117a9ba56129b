"""is_closing() is false until connection_lost()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import LOST
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-53"


class Wrong(DatagramTransport):
    def is_closing(self) -> bool:
        return self._state is LOST


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
