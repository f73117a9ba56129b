"""sendto() raises RuntimeError when the endpoint is closing."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-54"


class Wrong(DatagramTransport):
    def sendto(self, data: Any, addr: Any = None) -> None:
        if self.is_closing():
            raise RuntimeError("closed already")
        super().sendto(data, addr)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
