"""close() raises RuntimeError once the endpoint is closing."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-52"


class Wrong(DatagramTransport):
    def close(self) -> None:
        if self.is_closing():
            raise RuntimeError("closed already")
        super().close()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
