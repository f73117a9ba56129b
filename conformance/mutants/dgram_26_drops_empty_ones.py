"""An empty datagram that comes is taken for nothing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-26"


class Wrong(DatagramTransport):
    def _mention(self, call: str, *args: object) -> None:
        if call != "datagram_received" or args[0]:
            super()._mention(call, *args)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
