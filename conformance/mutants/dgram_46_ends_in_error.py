"""connection_lost() is told an error when the endpoint was closed."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-46"


class Wrong(DatagramTransport):
    def _connection_lost(self, error: BaseException | None) -> None:
        super()._connection_lost(error or ConnectionAbortedError())


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
