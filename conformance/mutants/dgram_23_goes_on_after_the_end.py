"""A protocol that was told to pause is told to go on after connection_lost()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.states import PAUSED
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-23"


class Wrong(DatagramTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        super()._connection_lost(error)
        if self._flow.state is PAUSED:
            self._protocol.resume_writing()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
