"""An exception of the protocol ends the endpoint."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-45"


class Wrong(DatagramTransport):
    def _report(self, message: str, error: BaseException) -> None:
        super()._report(message, error)
        self.abort()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
