"""sendto() encodes text."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-31"


class Wrong(DatagramTransport):
    def sendto(self, data: Any, addr: Any = None) -> None:
        super().sendto(data.encode() if isinstance(data, str) else data, addr)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
