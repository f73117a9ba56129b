"""The header that a waiting datagram counts for stays counted when it has gone."""

from __future__ import annotations

from reference_loop import ReferenceLoop
from reference_loop.transports.datagram import HEADER, DatagramTransport

BREAKS = "DGRAM-38"
AFTER = "https://github.com/python/cpython/issues/135444"


class Wrong(DatagramTransport):
    def _on_writable(self) -> None:
        before = len(self._buffer)
        super()._on_writable()
        self._size += HEADER * (before - len(self._buffer))


class Mutant(ReferenceLoop):
    datagram_type = Wrong


new_event_loop = Mutant
