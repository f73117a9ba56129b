"""Of the datagrams that wait, the last goes first."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-35"


class Wrong(DatagramTransport):
    def _on_writable(self) -> None:
        self._buffer.rotate(1)
        super()._on_writable()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
