"""abort() is another name of close()."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-49"


class Wrong(DatagramTransport):
    def abort(self) -> None:
        self.close()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
