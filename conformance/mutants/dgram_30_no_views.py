"""sendto() refuses a memoryview."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-30"


class Wrong(DatagramTransport):
    def sendto(self, data: Any, addr: Any = None) -> None:
        if isinstance(data, memoryview):
            raise TypeError("bytes or bytearray expected")
        super().sendto(data, addr)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
