"""All that waits goes to the address of the last."""

from __future__ import annotations

from collections import deque

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-37"


class Wrong(DatagramTransport):
    def _on_writable(self) -> None:
        to = self._buffer[-1][1]
        self._buffer = deque((data, to) for data, _ in self._buffer)
        super()._on_writable()


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
