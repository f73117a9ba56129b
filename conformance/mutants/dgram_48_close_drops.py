"""close() drops what waits."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-48"


class Wrong(DatagramTransport):
    def close(self) -> None:
        self._buffer.clear()
        super().close()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
