"""abort() receives once more."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-50"


class Wrong(DatagramTransport):
    def abort(self) -> None:
        self._on_readable()
        super().abort()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
