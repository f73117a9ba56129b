"""Nobody hears that nobody listens."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-41"


class Wrong(DatagramTransport):
    def _mention(self, call: str, *args: object) -> None:
        if not args or not isinstance(args[0], ConnectionRefusedError):
            super()._mention(call, *args)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
