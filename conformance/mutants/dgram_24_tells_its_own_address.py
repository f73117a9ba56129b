"""datagram_received() is told the address of the receiver."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-24"


class Wrong(DatagramTransport):
    def _mention(self, call: str, *args: object) -> None:
        if call == "datagram_received":
            args = (args[0], self.get_extra_info("sockname"))
        super()._mention(call, *args)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
