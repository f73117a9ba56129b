"""What has come in by now is one call of datagram_received()."""

from __future__ import annotations

from contextlib import suppress

from reference_loop import ReferenceLoop
from reference_loop.transports.base import MAX_READ
from reference_loop.transports.datagram import DatagramTransport

BREAKS = "DGRAM-25"


class Wrong(DatagramTransport):
    def _on_readable(self) -> None:
        data, address = self._sock.recvfrom(MAX_READ)
        with suppress(BlockingIOError):
            while True:
                data += self._sock.recv(MAX_READ)
        self._mention("datagram_received", data, address)


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
