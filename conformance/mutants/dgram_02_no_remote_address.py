"""sendto() without an address sends nothing."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-02"


class Wrong(DatagramTransport):
    def sendto(self, data: Any, addr: Any = None) -> None:
        if addr is not None:
            super().sendto(data, addr)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
