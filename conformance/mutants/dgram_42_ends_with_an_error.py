"""An error ends the endpoint."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-42"


class Wrong(DatagramTransport):
    def _mention(self, call: str, *args: object) -> None:
        super()._mention(call, *args)
        if call == "error_received":
            self.close()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
