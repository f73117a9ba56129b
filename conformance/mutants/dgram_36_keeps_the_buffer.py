"""What waits is the object that was given, not its data."""

from __future__ import annotations

from typing import Any

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-36"


class Wrong(DatagramTransport):
    def sendto(self, data: Any, addr: Any = None) -> None:
        super().sendto(data, addr)
        if self._buffer:
            self._buffer[-1] = (data, self._buffer[-1][1])


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
