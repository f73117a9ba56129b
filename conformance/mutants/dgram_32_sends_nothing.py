"""sendto() of no data sends nothing, as before Python 3.13."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-32"


class Wrong(DatagramTransport):
    def sendto(self, data: Any, addr: Any = None) -> None:
        if data:
            super().sendto(data, addr)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
